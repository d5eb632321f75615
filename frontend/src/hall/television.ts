// How does a television hear each call? Down one open line; when it breaks it asks every few seconds until the line is back.
interface Call {
  id: number;
  number: string;
  window: string;
  at: string;
}

const SHOWN = 6;
const ASK_MS = 3000;
const FRESH_MS = 30_000; // a line that died without a word is noticed within this
const SOUND = "ruta.tv.sound";

/** The last call of each number, the newest first. */
export function withCall(board: Call[], call: Call): Call[] {
  return [call, ...board.filter((one) => one.number !== call.number)].slice(0, SHOWN);
}

/** A-005 is said "A 5", not "A zero zero five". */
export function spoken(number: string): string {
  return number.replace(/-0*/, " ");
}

class Television {
  private board: Call[] = [];
  private heard = 0;
  private asking = 0;
  private audio: AudioContext | null = null;

  constructor(private readonly root: HTMLElement) {
    const written = document.getElementById("r-tv-board")?.textContent ?? "[]";
    this.take(JSON.parse(written) as Call[], true);
    this.listen();
    this.tick();
    window.setInterval(() => this.tick(), 1000);
    window.setInterval(() => void this.ask(), FRESH_MS);
    for (const change of ["offline", "online"]) window.addEventListener(change, () => void this.ask());
    this.sound();
  }

  private part(name: string): HTMLElement {
    return this.root.querySelector<HTMLElement>(`[data-tv-${name}]`) as HTMLElement;
  }

  private listen(): void {
    const line = new EventSource(this.root.dataset["live"] ?? "");
    line.addEventListener("open", () => this.hears(true));
    line.addEventListener("board", (event) => this.take(JSON.parse(event.data) as Call[], false));
    line.addEventListener("call", (event) => this.call(JSON.parse(event.data) as Call));
    line.addEventListener("end", () => location.reload());
    line.addEventListener("error", () => {
      this.hears(false);
      if (line.readyState === EventSource.CLOSED) window.setTimeout(() => this.listen(), ASK_MS);
    });
  }

  /** A line that fails again and again says so each time: the asking that goes on already is left alone, or it would never come to it. */
  private hears(isOpen: boolean): void {
    if (isOpen) {
      window.clearInterval(this.asking);
      this.asking = 0;
      this.part("off").hidden = true;
    } else if (!this.asking) {
      this.asking = window.setInterval(() => void this.ask(), ASK_MS);
      void this.ask();
    }
  }

  private async ask(): Promise<void> {
    try {
      const answer = await fetch(this.root.dataset["state"] ?? "", { cache: "no-store" });
      if (answer.status === 404) location.reload();
      if (!answer.ok) throw new Error(String(answer.status));
      const { board } = (await answer.json()) as { board: Call[] };
      this.part("off").hidden = true;
      this.take(board, false);
    } catch {
      this.part("off").hidden = false;
    }
  }

  /** A whole board; what is newer than what was heard is called out, unless the page has just been opened. */
  private take(board: Call[], isFirst: boolean): void {
    const news = board.filter((call) => call.id > this.heard).reverse();
    this.board = board;
    this.show();
    for (const call of news) {
      this.heard = Math.max(this.heard, call.id);
      if (!isFirst) this.callOut(call);
    }
  }

  private call(call: Call): void {
    if (call.id <= this.heard) return;
    this.heard = call.id;
    this.board = withCall(this.board, call);
    this.show();
    this.callOut(call);
  }

  private show(): void {
    const [now, ...before] = this.board;
    this.part("now").hidden = !now;
    this.part("none").hidden = Boolean(now);
    this.part("number").textContent = now?.number ?? "";
    this.part("window").textContent = now?.window ?? "";
    this.part("list").replaceChildren(...before.map((call) => this.row(call)));
  }

  private row(call: Call): HTMLLIElement {
    const row = document.createElement("li");
    const number = document.createElement("b");
    const place = document.createElement("span");
    number.textContent = call.number;
    place.textContent = call.window;
    row.append(number, place);
    return row;
  }

  private callOut(call: Call): void {
    const now = this.part("now");
    now.removeAttribute("data-new");
    void now.offsetWidth; // the movement begins anew
    now.setAttribute("data-new", "");
    if (!this.audio) return;
    this.chime(this.audio);
    if (!("speechSynthesis" in window)) return;
    const said = this.root.dataset["say"] ?? "";
    const speech = new SpeechSynthesisUtterance(said.replace("{number}", spoken(call.number)).replace("{window}", call.window));
    speech.lang = document.documentElement.lang;
    window.setTimeout(() => window.speechSynthesis.speak(speech), 900);
  }

  private chime(audio: AudioContext): void {
    for (const [tone, after] of [[660, 0], [880, 0.25]] as const) {
      const voice = audio.createOscillator();
      const loud = audio.createGain();
      voice.frequency.value = tone;
      loud.gain.setValueAtTime(0.25, audio.currentTime + after);
      loud.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + after + 0.6);
      voice.connect(loud).connect(audio.destination);
      voice.start(audio.currentTime + after);
      voice.stop(audio.currentTime + after + 0.6);
    }
  }

  /**
   * Browsers want a touch before a page may sound. What was chosen is remembered; after a power cut the page says so until somebody
   * touches it, unless the browser was allowed to sound by itself. Whoever switches it on hears it.
   */
  private sound(): void {
    const button = this.part("sound");
    const set = (isOn: boolean): void => {
      void this.audio?.close();
      this.audio = isOn ? new AudioContext() : null;
      button.setAttribute("aria-pressed", String(isOn));
      localStorage.setItem(SOUND, isOn ? "on" : "");
      this.tellMuted();
    };
    button.addEventListener("click", () => {
      if (this.isMuted()) return this.wake();
      set(this.audio === null);
      if (this.audio) this.chime(this.audio);
    });
    for (const touch of ["pointerdown", "keydown"]) document.addEventListener(touch, (event) => button.contains(event.target as Node) || this.wake());
    if (localStorage.getItem(SOUND) === "on") set(true);
  }

  private isMuted(): boolean {
    return this.audio !== null && this.audio.state !== "running";
  }

  private wake(): void {
    if (!this.audio || !this.isMuted()) return;
    const audio = this.audio;
    void audio.resume().then(() => {
      this.tellMuted();
      this.chime(audio);
    });
  }

  private tellMuted(): void {
    window.setTimeout(() => (this.part("muted").hidden = !this.isMuted()), 300);
  }

  private tick(): void {
    this.part("clock").textContent = new Date().toLocaleTimeString("es-HN", { hour: "numeric", minute: "2-digit", timeZone: "America/Tegucigalpa" });
  }
}

export function startTelevision(): void {
  const root = document.querySelector<HTMLElement>("[data-television]");
  if (root) new Television(root);
}
