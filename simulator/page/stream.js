// The stream of changes. It begins after a number, goes on by itself after a break, and tells when it cannot.

const PAUSE = 1000;

export class Stream {
  constructor({ changed, broken, mended }) {
    this.told = { changed, broken, mended };
    this.last = 0;
    this.wasBroken = false;
  }

  begin(after) {
    this.source?.close();
    clearTimeout(this.again);
    this.last = after;
    const source = new EventSource(`/sim/events?since=${after}`);
    this.source = source;
    source.onmessage = ({ data }) => this.take(JSON.parse(data));
    source.onopen = () => this.opened();
    source.onerror = () => this.failed();
  }

  take(change) {
    if (change.seq <= this.last) return;
    const gap = change.seq !== this.last + 1;
    this.last = change.seq;
    this.told.changed(change, gap);
  }

  opened() {
    if (this.wasBroken) this.told.mended();
    this.wasBroken = false;
  }

  failed() {
    this.wasBroken = true;
    this.told.broken();
    // a browser gives up after an answer that is no stream
    if (this.source.readyState === EventSource.CLOSED) this.again = setTimeout(() => this.begin(this.last), PAUSE);
  }
}
