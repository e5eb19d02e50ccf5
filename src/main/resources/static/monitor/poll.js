const PERIOD_MILLIS = 1000;
const TROUBLE_PERIOD_MILLIS = 3000;
const PATIENCE_MILLIS = 5000;

/**
 * Asks for the meters once a second, one request at a time, less often while there is trouble, and not at all while
 * the page is hidden or paused.
 *
 * Listeners get "text" with the text, "trouble" with a sentence, and "stopped" when it no longer asks.
 */
export class Poll extends EventTarget {

  #url;

  #document;

  #fetch;

  #timer;

  /** The request under way, if there is one. */
  #request;

  #paused = false;

  constructor(url, { document = globalThis.document, fetch = (...given) => globalThis.fetch(...given) } = {}) {
    super();
    this.#url = url;
    this.#document = document;
    this.#fetch = fetch;
  }

  start() {
    this.#document.addEventListener("visibilitychange", () => this.#update());
    this.#update();
  }

  get paused() {
    return this.#paused;
  }

  set paused(paused) {
    this.#paused = paused;
    this.#update();
  }

  #update() {
    const wanted = !this.#paused && this.#document.visibilityState !== "hidden";
    const asking = this.#timer !== undefined || this.#request !== undefined;
    if (wanted && !asking) {
      this.#ask();
    }
    else if (!wanted && asking) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#request?.abort();
      this.#request = undefined;
      this.dispatchEvent(new Event("stopped"));
    }
  }

  async #ask() {
    const request = new AbortController();
    this.#request = request;
    this.#timer = undefined;
    const patience = setTimeout(() => request.abort(), PATIENCE_MILLIS);
    const begun = performance.now();
    const outcome = await this.#outcome(request.signal);
    clearTimeout(patience);
    if (this.#request !== request) {
      return;
    }
    this.#request = undefined;
    const period = outcome.trouble ? TROUBLE_PERIOD_MILLIS : PERIOD_MILLIS;
    this.#timer = setTimeout(() => this.#ask(), Math.max(0, begun + period - performance.now()));
    this.dispatchEvent(Object.assign(new Event(outcome.trouble ? "trouble" : "text"), outcome));
  }

  async #outcome(signal) {
    try {
      const response = await this.#fetch(this.#url, { signal, cache: "no-store", headers: { Accept: "text/plain" } });
      return response.ok ? { text: await response.text() } : { trouble: sentence(response.status) };
    }
    catch {
      return { trouble: signal.aborted ? `The node has not answered for ${PATIENCE_MILLIS / 1000} seconds.`
        : "The node does not answer: it is stopped, or the network is cut." };
    }
  }

}

function sentence(status) {
  switch (status) {
    case 401:
    case 403:
      return `The meters here are not for everybody (HTTP ${status}): they need the API key or a token, which this page `
        + "cannot send, or a login at a proxy.";
    case 404:
      return "There are no meters at this address (HTTP 404): a proxy keeps them from strangers, or they are on a port of "
        + "their own (management.server.port), or not exposed (management.endpoints.web.exposure.include "
        + "must name prometheus).";
    case 503:
      return "The node has no memory to answer with just now (HTTP 503).";
    default:
      return `The node answers HTTP ${status} instead of its meters.`;
  }
}
