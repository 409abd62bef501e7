import type { ActivityRecord } from './directory-record.js';
import type { FieldReader } from './field-reader.js';

const MAX_POUNDS = 10_000;

interface CostOption {
  readonly pence: number | null;
  readonly words: string;
}

/**
 * What it costs: of several options the dearest, so that nobody is surprised at the door, and all of
 * them in words. Options that are not valid today do not count.
 *
 * @param today local date, `YYYY-MM-DD`
 */
export function readCost(service: FieldReader, today: string): Pick<ActivityRecord, 'cost'> {
  const listed = service.list('cost_options');
  const fees = service.text('fees', { max: 2000, multiline: true });
  if (listed === null) return fees === null ? {} : { cost: { pence: null, note: fees } };
  const options = listed.flatMap((option) => readOption(option, today));
  if (options.length === 0) {
    if (listed.length > 0) {
      const detail = 'Cost left out: none of the cost options is valid today';
      service.warn('cost_options', 'cost_out_of_date', detail);
    }
    return { cost: { pence: null, note: fees } };
  }
  const amounts = options.flatMap(({ pence }) => (pence === null ? [] : [pence]));
  const words = options.flatMap(({ words: text }) => (text === '' ? [] : [text]));
  return {
    cost: {
      pence: amounts.length > 0 ? Math.max(...amounts) : null,
      note: words.length > 0 ? words.join('; ') : fees,
    },
  };
}

function readOption(option: FieldReader, today: string): CostOption[] {
  const from = option.date('valid_from');
  const to = option.date('valid_to');
  const pounds = readAmount(option);
  const parts = [
    option.text('option'),
    pounds === null ? null : formatPounds(pounds),
    option.text('amount_description'),
  ];
  const isValid = (from === null || from <= today) && (to === null || today <= to);
  if (!isValid) return [];
  const pence = pounds === null ? null : Math.round(pounds * 100);
  return [{ pence, words: parts.filter((part) => part !== null).join(' ') }];
}

function readAmount(option: FieldReader): number | null {
  const amount = option.number('amount');
  if (amount === null || (amount >= 0 && amount <= MAX_POUNDS)) return amount;
  option.warn('amount', 'amount_range', 'Left out: give pounds from 0 to 10000');
  return null;
}

const formatPounds = (pounds: number): string =>
  pounds === 0 ? 'free' : `£${pounds.toFixed(2).replace('.00', '')}`;
