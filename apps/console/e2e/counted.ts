import { expect, type Locator, type Page } from '@playwright/test'

/** Does what a person does, and counts it: every click, every field, every address typed is one. */
export class Counted {
  actions = 0

  async click(what: Locator): Promise<void> {
    this.actions += 1
    await what.click()
  }

  async fill(field: Locator, text: string): Promise<void> {
    this.actions += 1
    await expect(field).toBeVisible()
    await field.fill(text)
  }

  async check(box: Locator): Promise<void> {
    this.actions += 1
    await box.check()
  }

  async goTo(page: Page, address: string): Promise<void> {
    this.actions += 1
    await page.goto(address)
  }
}
