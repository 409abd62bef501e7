import type { Locator, Page } from 'playwright-core';

export class ReferPage {
  constructor(private readonly page: Page) {}

  get nhsNumber(): Locator {
    return this.page.getByLabel('NHS number');
  }

  get find(): Locator {
    return this.page.getByRole('button', { name: 'Find' });
  }

  get patient(): Locator {
    return this.page.getByRole('region', { name: 'Patient' });
  }

  get enterDetails(): Locator {
    return this.page.getByRole('button', { name: 'Enter the patient’s details' });
  }

  get openReferral(): Locator {
    return this.page.getByRole('heading', { name: /already has an open referral/ });
  }

  get overrideReason(): Locator {
    return this.page.getByLabel('Why is another referral needed?');
  }

  need(name: string): Locator {
    return this.page.getByLabel(name, { exact: true });
  }

  get whatWouldHelp(): Locator {
    return this.page.getByLabel('What would help?');
  }

  get noKnownRisk(): Locator {
    return this.page.getByLabel('No known risk');
  }

  get agree(): Locator {
    return this.page.getByLabel(/They agree to the referral/);
  }

  get send(): Locator {
    return this.page.getByRole('button', { name: 'Send referral' });
  }

  get errors(): Locator {
    return this.page.locator('.nhsuk-error-summary li');
  }

  get sent(): Locator {
    return this.page.getByRole('heading', { name: 'Referral sent' });
  }
}
