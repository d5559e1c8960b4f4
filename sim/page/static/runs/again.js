'use strict';
// A job's settings filled in once more: a link to the form, and what the form begins with.

const FORMS = {simulate: 'run', compare: 'run', site: 'plan', staff: 'plan', frontier: 'plan',
  calibrate: 'plan'};

/** Address of the form filled in as for a job, or null for jobs without a form. */
export function againAddress(job) {
  const form = FORMS[job.command];
  return form && job.asked ? `#/${form}?again=${encodeURIComponent(job.id)}` : null;
}

/** What was asked of a job, the body of POST jobs; {} where there is none or it is forgotten. */
export async function askedBefore(api, id) {
  if (!id) return {};
  try {
    return (await api.get('job', {id})).asked || {};
  } catch (error) {
    if (error.status === 404) return {}; // the server was started anew since
    throw error;
  }
}

/** The settings of a job in a line: replications, days, new stations, targets; '' where none is known. */
export function askedText(asked, t) {
  const {replications, days, warm_up_days: warmUp, targets, precision} = asked || {};
  return [
    replications ? t('job_asked_count', {n: replications}) : '',
    precision ? t('job_asked_precision', {precision}) : '',
    days ? t('job_asked_days', {n: days}) : '',
    warmUp ? t('job_asked_warm_up', {n: warmUp}) : '',
    asked && asked.new ? t('job_asked_new', {n: asked.new}) : '',
    (targets || []).join(', '),
  ].filter(Boolean).join(' · ');
}
