"""The compiled engine's own source as C++: the same functions, statement by statement.

The kernel is written in a small part of Python: whole numbers, floats, truth values and arrays indexed by
whole numbers; ``if``, ``while``, ``for ... in range``; calls of functions of the same kind. ``program``
starts from one function, translates it and all that it reaches, and takes module-level numbers for what they
are; ``structs`` lays out what is passed by reference; ``build`` compiles and calls. What is outside that
part of Python is refused with its function and line, never guessed.
"""
