// Who keeps the public pages for where there is no network? A worker that the page names; pages of one's own name none.
export function keepPages(): void {
  const address = document.querySelector<HTMLLinkElement>("link[data-worker]")?.dataset.worker;
  if (address) void navigator.serviceWorker?.register(address, { scope: "/" }).catch(() => undefined);
}
