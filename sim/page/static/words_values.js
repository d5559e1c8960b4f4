'use strict';
// What codes in the tables are called: choices, days of opening, channels.

import {addWords} from './words.js';

const VALUES = {
  va_working: ['工作日', 'working days'],
  va_rest: ['休息日', 'rest days'],
  va_daily: ['每天', 'every day'],
  va_mon: ['周一', 'Mondays'],
  va_tue: ['周二', 'Tuesdays'],
  va_wed: ['周三', 'Wednesdays'],
  va_thu: ['周四', 'Thursdays'],
  va_fri: ['周五', 'Fridays'],
  va_sat: ['周六', 'Saturdays'],
  va_sun: ['周日', 'Sundays'],
  va_member: ['组员', 'member'],
  va_chief: ['三长之一', 'one of the chiefs'],
  va_chief_specialist: ['板块首席专员', 'chief specialist'],
  va_core: ['核心团队（1+1+1）', 'core team (1+1+1)'],
  va_x: ['X 组', 'X group'],
  va_resident: ['常驻', 'resident'],
  va_rotating: ['轮驻', 'rotating'],
  va_on_call: ['随驻', 'on call'],
  va_duty: ['值守', 'duty'],
  va_coaching: ['下沉辅导', 'coaching'],
  va_training: ['上挂培训', 'training'],
  va_station: ['驿站', 'station'],
  va_subcentre: ['产业分中心', 'industry sub-centre'],
  va_district: ['区县中心', 'district centre'],
  va_district_centre: ['区县中心', 'district centre'],
  va_city: ['市中心', 'city centre'],
  va_city_centre: ['市中心', 'city centre'],
  va_department: ['部门', 'department'],
  va_township: ['乡镇（街道）驿站', 'township'],
  va_park: ['园区驿站', 'park'],
  va_business_district: ['商圈驿站', 'business district'],
  va_embedded: ['嵌入式驿站', 'embedded in a store'],
  va_brand: ['品牌驿站', 'brand'],
  va_roving: ['流动点', 'roving point'],
  va_basic: ['基本服务', 'basic services'],
  va_value_added: ['增值服务', 'value-added services'],
  va_professional: ['专业服务', 'professional services'],
  va_transaction: ['办件', 'transaction'],
  va_problem: ['问题', 'problem'],
  va_walk_in: ['直接到站', 'walk-in'],
  va_appointment: ['预约', 'appointment'],
  va_online: ['线上', 'online'],
  va_home_visit: ['上门代办', 'home visit'],
  va_law: ['律师事务所', 'law firm'],
  va_talent: ['人才服务机构', 'talent agency'],
  va_testing: ['检测机构', 'testing laboratory'],
  va_chamber: ['商会', 'chamber of commerce'],
  va_association: ['行业协会', 'trade association'],
  va_other: ['其他', 'other'],
  va_season: ['月份', 'month of the year'],
  va_weekday: ['星期', 'day of the week'],
  va_hour_working: ['工作日的时刻', 'hour of a working day'],
  va_hour_rest: ['休息日的时刻', 'hour of a day of rest'],
  va_lognormal: ['对数正态分布', 'lognormal'],
  va_exponential: ['指数分布', 'exponential'],
  va_constant: ['固定值', 'constant'],
  va_uniform: ['均匀分布', 'uniform'],
  va_china: ['法定节假日与调休', 'public holidays of China'],
  va_none: ['每天都是工作日', 'every day is a working day'],
};
addWords(VALUES);

export const DAYS = ['working', 'rest', 'daily', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** What a code is called, or null where its own word says it, or none is known. */
export function valueName(t, code) {
  if (!(`va_${code}` in VALUES)) return null;
  const name = t(`va_${code}`);
  return name === String(code).replace(/_/g, ' ') ? null : name;
}

/** Codes joined by ; in words, as far as `nameOf(code)` knows them; null where it knows none. */
export function codeNames(t, text, nameOf) {
  const codes = String(text).split(';');
  const named = codes.map((code) => nameOf(code) || code);
  return String(named) === String(codes) ? null : named.join(t('and'));
}

/** A code with its name: 常驻（resident）. */
export function namedValue(t, code) {
  const name = valueName(t, code);
  return name ? t('beside', {name, more: code}) : code;
}

/** Codes of days by what people may call them. */
export const dayCodes = () =>
  new Map(DAYS.flatMap((code) => VALUES[`va_${code}`].map((name) => [name.toLowerCase(), code])));
