import type { Locator, Page } from 'playwright-core';

export class NewReferralsPage {
  constructor(private readonly page: Page) {}

  row(patientName: string): Locator {
    return this.page.getByRole('row').filter({ hasText: patientName });
  }

  tick(patientName: string): Locator {
    return this.page.getByLabel(`Choose ${patientName}`);
  }

  get worker(): Locator {
    return this.page.getByLabel('Link worker');
  }

  get allocate(): Locator {
    return this.page.getByRole('button', { name: 'Allocate' });
  }

  get useSuggestions(): Locator {
    return this.page.getByRole('button', { name: 'Use suggestions' });
  }

  get confirm(): Locator {
    return this.page.getByRole('button', { name: 'Confirm' });
  }

  get success(): Locator {
    return this.page.getByRole('alert', { name: 'Success' });
  }
}
