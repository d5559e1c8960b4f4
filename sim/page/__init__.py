"""The planner's page: a server on this machine, its API as plain data, and what a browser shows of it.

`app.create_app` puts together a table of routes (`routes`) over a few services: `scenarios` and `drafts`
(what planners edit), `whatifs` (what they save), `uploads`, `jobs` (commands as processes of their own) and
`results`. `security` and `confine` say what is let in. docs/page-api.md describes every request.
"""
