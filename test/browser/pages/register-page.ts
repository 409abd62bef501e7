import type { Locator, Page } from 'playwright-core';

export class RegisterPage {
  constructor(private readonly page: Page) {}

  here(name: string): Locator {
    return this.page.getByRole('button', { name: new RegExp(`^Here ?, ${name}$`) });
  }

  notHere(name: string): Locator {
    return this.page.getByRole('button', { name: new RegExp(`^Not here ?, ${name}$`) });
  }

  toldUs(name: string): Locator {
    return this.page.getByLabel(new RegExp(`^Told us.*${name}`));
  }

  get count(): Locator {
    return this.page.getByText(/^\d+ of \d+ here$/);
  }

  get allSent(): Locator {
    return this.page.getByText('All sent', { exact: true });
  }

  get markTheOthers(): Locator {
    return this.page.getByRole('button', { name: /^Mark the other/ });
  }

  get rows(): Locator {
    return this.page.locator('.tr-person');
  }

  /** Where every row begins: nothing may move under the thumb. */
  tops(): Promise<number[]> {
    return this.rows.evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().top));
  }
}
