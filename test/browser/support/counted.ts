import type { Locator } from 'playwright-core';

/** Counts what a person does, so that a journey that grows longer fails its test. */
export class Counted {
  private number = 0;

  get inputs(): number {
    return this.number;
  }

  async click(target: Locator): Promise<void> {
    await target.click();
    this.number += 1;
  }

  async tick(target: Locator): Promise<void> {
    await target.check();
    this.number += 1;
  }

  /** Typing into one field is one input, however long. */
  async type(target: Locator, text: string): Promise<void> {
    await target.fill(text);
    this.number += 1;
  }

  async choose(target: Locator, label: string): Promise<void> {
    await target.selectOption({ label });
    this.number += 1;
  }
}
