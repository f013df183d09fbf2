// A visitor who brings a form into a state by what everybody can do to it: press, choose and type. Nothing here knows
// more of Earshot than what stands on the screen.

const LIMIT_MS = 20_000;

/** Waits until there is something, and gives it. */
export const until = (what, find) =>
  new Promise((resolve, reject) => {
    const end = performance.now() + LIMIT_MS;
    const look = () => {
      const found = find();
      if (found) resolve(found);
      else if (performance.now() > end) reject(new Error(`Waited for ${what}, which did not come.`));
      else setTimeout(look, 15);
    };
    look();
  });

const WORDS = {
  en: 'The size table was hard to find on my phone.',
  ko: '휴대전화에서 크기 표를 찾기 어려웠어요.',
  ar: 'لم أجد جدول المقاسات على هاتفي.',
  de: 'Die Größentabelle war auf dem Telefon schwer zu finden.',
  ja: 'スマートフォンではサイズ表が見つけにくかったです。',
  th: 'หาตารางขนาดบนโทรศัพท์ได้ยาก',
};

const typed = (field, value) => {
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
};

const picture = async () => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 8, height: 8 });
  const blob = await new Promise((done) => canvas.toBlob(done));
  return new File([blob], 'shelf.png', { type: blob.type });
};

/** `panel` finds the form as it stands now: it is another element once a prompt became a dialog. */
export const visitor = (panel, { answers, lang }) => {
  const all = (selector) => [...panel().querySelectorAll(selector)];
  const one = (selector) => panel()?.querySelector(selector);
  const pick = (list) => list[answers === 'low' ? 0 : answers === 'high' ? list.length - 1 : list.length >> 1];

  /** Answers what is in sight and was not answered yet; whether there was anything. */
  const answerWhatIsThere = async () => {
    let did = false;
    const now = (act) => {
      did = true;
      act();
    };
    const choices = all('.point input, .star input');
    for (const group of new Set(choices.map((it) => it.closest('fieldset'))))
      if (!group.querySelector('input:checked')) now(() => pick(choices.filter((it) => group.contains(it))).click());
    // an order is moved, and a consent is given
    for (const tick of all('[id^="tick-"]:not(:checked)'))
      now(() => (tick.closest('fieldset')?.querySelector('.ranks button:not(:disabled)') ?? tick).click());
    for (const menu of all('select')) if (!menu.value) now(() => typed(menu, pick([...menu.options].slice(1)).value));
    for (const field of all('textarea, input:is([type="text"], [type="date"], [type="email"])').filter(
      (it) => !it.value,
    ))
      now(() =>
        typed(
          field,
          field.type === 'date'
            ? '2026-01-31'
            : field.type === 'email'
              ? 'kim@maru.example'
              : field.localName === 'textarea'
                ? (WORDS[lang] ?? WORDS.en)
                : field.inputMode === 'numeric'
                  ? '3'
                  : 'Mina',
        ),
      );
    for (const field of all('[type="file"]')) {
      if (field.closest('.question').querySelector('.files')) continue;
      const given = new DataTransfer();
      given.items.add(await picture());
      field.files = given.files;
      now(() => field.dispatchEvent(new Event('change', { bubbles: true })));
    }
    return did;
  };

  /** Answers a page; what shows only then is answered too. */
  const answer = async () => {
    for (let times = 0; times < 6 && (await answerWhatIsThere()); times++);
  };

  /** Send, or on all pages but the last Next. Only Send is ever busy. */
  const button = () => one('.foot .send');
  const onLast = () => button()?.ariaBusy !== null;
  const press = async () => {
    const before = one('progress')?.value;
    const sends = onLast();
    button().click();
    // the next page, a message, or that it is on its way
    await until(
      'what comes after the button',
      () => one('.problem') || (sends ? !button() || button().ariaBusy === 'true' : one('progress')?.value !== before),
    );
  };

  return {
    until,
    one,
    answer,
    async next() {
      await answer();
      if (onLast()) throw new Error('With these answers there is one page only.');
      await press();
    },
    /** Answers what comes before the last page. An answer may make another page the last. */
    async goToLast() {
      while (!onLast()) {
        await answer();
        if (!onLast()) await press();
      }
    },
    async send() {
      await this.goToLast();
      await answer();
      await press();
    },
    /** Presses Send, or Next, as long as nothing is said against it. */
    async sendTooEarly() {
      if (!button()) await answer();
      while (!one('.problem')) await press();
    },
    async wantReply() {
      await this.goToLast();
      await answer();
      (await until('the offer of a reply', () => one('.question > .check > input:not([id])'))).click();
      (await until('the field for an address', () => one('#earshot-email'))).scrollIntoView({ block: 'center' });
    },
  };
};

/** The way into each state, and how it is known that it is reached. */
export const WAYS = {
  closed: async () => {},
  prompt: async () => {},
  unanswered: async () => {},
  answered: (me) => me.answer(),
  'page-2': (me) => me.next(),
  last: (me) => me.goToLast(),
  reply: (me) => me.wantReply(),
  error: (me) => me.sendTooEarly(),
  async 'too-large'(me) {
    await me.send();
    await me.until('the message', () => me.one('.problem'));
  },
  sending: (me) => me.send(),
  saved: sendToTheEnd,
  waiting: sendToTheEnd,
  refused: sendToTheEnd,
  sent: sendToTheEnd,
};

async function sendToTheEnd(me) {
  await me.send();
  await me.until('the thanks', () => me.one('.mark'));
}
