import type { Locator, Page } from 'playwright-core';

/** A referral and the pages under it, as its link worker uses them. */
export class ReferralPage {
  constructor(private readonly page: Page) {}

  get bar(): Locator {
    return this.page.getByRole('region', { name: 'Patient' });
  }

  get history(): Locator {
    return this.page.getByRole('region', { name: 'What has happened' });
  }

  get bookings(): Locator {
    return this.page.getByRole('region', { name: 'Bookings' });
  }

  get success(): Locator {
    return this.page.getByRole('alert', { name: 'Success' });
  }

  get recordContact(): Locator {
    return this.page.getByRole('link', { name: 'Record a contact' });
  }

  outcome(name: string): Locator {
    return this.page.getByLabel(name, { exact: true });
  }

  get notes(): Locator {
    return this.page.getByLabel('Notes (optional)');
  }

  get saveContact(): Locator {
    return this.page.getByRole('button', { name: 'Save contact' });
  }

  book(activityName: string): Locator {
    return this.page.getByRole('button', { name: new RegExp(`^Book\\s+${activityName}`) }).first();
  }

  get confirmBooking(): Locator {
    return this.page.getByRole('button', { name: /^Confirm booking/ });
  }

  get conflict(): Locator {
    return this.page.getByRole('alert').filter({ hasText: 'changed since you opened' });
  }
}
