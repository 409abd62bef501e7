/** One value of a code list. Product code compares `code`; `label` is for people only. */
export interface CodeValue {
  readonly code: string;
  readonly label: string;
  readonly position: number;
  /** The code one level up, such as the closure reason that a second reason belongs to. */
  readonly parentCode: string | null;
  /** Whoever chooses this code must say more in words. */
  readonly needsText: boolean;
  /** The same meaning in other code systems, such as `{ nhsDataDictionary: '02' }`. */
  readonly mapsTo: Readonly<Record<string, string>>;
}

export interface CodeList {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly source: string;
  /** Words that must be shown wherever the list is passed on; null where none are asked for. */
  readonly attribution: string | null;
  readonly values: readonly CodeValue[];
}

export interface BankHolidays {
  readonly division: string;
  readonly source: string;
  /** The years the file is complete for. */
  readonly firstYear: number;
  readonly lastYear: number;
  readonly holidays: readonly { readonly day: string; readonly title: string }[];
}
