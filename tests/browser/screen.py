"""What a person does on the sandbox's page, in words."""

import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect


class Screen:
    def __init__(self, page: Page, *, is_narrow: bool, pictures: Path | None) -> None:
        self.page, self._is_narrow, self._pictures = page, is_narrow, pictures

    # Going somewhere

    def play(self, name: str) -> None:
        self._drawer()
        self.page.locator("#side").get_by_role("button", name=re.compile(name)).click()
        expect(self.page.locator("#side [aria-pressed=true]")).to_contain_text(name)

    def visit(self, place: str) -> None:
        self._drawer()
        self.page.locator("#side").get_by_role("button", name=re.compile(place)).click()

    def tools(self) -> Locator:
        tools = self.page.locator("#tools")
        if tools.is_hidden():
            self.page.locator("#tools-toggle").click()
        return tools

    def close_tools(self) -> None:
        self.page.get_by_role("button", name="Close the tools").click()

    # Writing

    def say(self, words: str, thread: bool = False) -> None:
        box = self.page.locator("#thread textarea" if thread else "#main textarea")
        box.fill(words)
        box.press("Enter")

    def copied_sample(self, name: str) -> str:
        self.tools().get_by_role("button", name=f"Copy: {name}", exact=True).click()
        expect(self.page.locator("#tools-says")).to_contain_text("Copied")
        self.close_tools()
        return str(self.page.evaluate("navigator.clipboard.readText()"))

    # Modals

    @property
    def modal(self) -> Locator:
        return self.page.locator("#modal")

    def expect_modal(self, title: str) -> None:
        expect(self.modal.get_by_role("heading", level=2)).to_have_text(title)

    def field(self, block_id: str) -> Locator:
        return self.modal.locator(f'[data-block="{block_id}"]')

    def submit(self) -> None:
        self.modal.locator("[data-submit]").click()

    def leave_modal(self) -> None:
        self.page.keyboard.press("Escape")
        expect(self.modal).to_be_hidden()

    def open_review(self, sample: str) -> None:
        text = self.copied_sample(sample)
        self.say("/charter new")
        self.expect_modal("New charter")
        self.modal.get_by_label("Booking text").fill(text)
        self.submit()
        self.expect_modal("Check the booking")

    def book(self, captain: str = "Ana Reyes", crew: str = "Miguel Santos") -> None:
        """Fills in the crew and saves the review that is open."""
        self.field("captain").locator("select").select_option(label=captain)
        self.field("crew").locator("select").select_option(label=crew)
        self.submit()
        self.expect_modal("Saved")
        self.leave_modal()

    # Looking

    @property
    def messages(self) -> Locator:
        return self.page.locator("#main .messages")

    @property
    def thread(self) -> Locator:
        return self.page.locator("#thread .messages")

    def picture(self, name: str, page: Page | None = None) -> None:
        """For the README."""
        if self._pictures:
            (page or self.page).screenshot(path=self._pictures / f"{name}.png")

    def expect_accessible(self) -> None:
        found = Axe().run(self.page)
        assert found.violations_count == 0, found.generate_report()

    def expect_no_sideways(self) -> None:
        """Nothing is wider than the window."""
        wider = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider == 0, f"{wider} px too wide"

    def _drawer(self) -> None:
        if self._is_narrow and "with-drawer" not in (self.page.locator("body").get_attribute("class") or ""):
            self.page.get_by_role("button", name="People and places").click()
