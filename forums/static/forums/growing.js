// Minutes that are still being written grow while somebody reads. Without this module the reader
// loads the page again.

const EVERY = 15000;

async function grow() {
  const place = document.querySelector("[data-growing]");
  if (!document.hidden && !place.contains(document.activeElement)) {
    try {
      const response = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (response.ok && !response.redirected) {
        const page = new DOMParser().parseFromString(await response.text(), "text/html");
        const fresh = page.querySelector("[data-growing]");
        if (fresh && fresh.innerHTML !== place.innerHTML) place.replaceWith(fresh);
      }
    } catch {
      // Without a connection there is nothing new.
    }
  }
  setTimeout(grow, EVERY);
}

setTimeout(grow, EVERY);
