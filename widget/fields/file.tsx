import type { FileQuestion } from '../../src/contract/types';
import { Asked, about, type FieldParts, h, parts, problem, take } from '../kit';
import { plural } from '../languages/plural';
import css from './file.css';

export { take };

/** As the contract has it (`LIMITS`), which no page loads. */
const MAX_BYTES = 2_097_152;

const sizeIn = (locale: string, bytes: number) => {
  const mega = bytes >= 1e5;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: mega ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: mega ? 1 : 0,
  }).format(bytes / (mega ? 1_048_576 : 1024));
};

/** Whether a file is of a kind that `accept` names: by its type, or its name's end (HTML, file upload state). */
const accepted = ({ type, name }: File, accept: string) =>
  accept.split(',').some((wanted) => {
    const one = wanted.trim().toLowerCase();
    if (one === '*' || one === '*/*') return true;
    if (one.startsWith('.')) return name.toLowerCase().endsWith(one);
    return one.endsWith('/*') ? type.startsWith(one.slice(0, -1)) : type === one;
  });

/** Files beside the words: chosen, dropped or pasted. What cannot be added is named, and costs nothing else. */
export const field: FieldParts<FileQuestion> = {
  Field: ({ panel, question }) => {
    const { id, accept = 'image/*', maxFiles = 1, required } = question;
    const { state, words, locale, answer, survey } = panel;
    const { added, told } = survey.course!;
    const { files: mine, trouble } = (added[id] ??= { files: [], trouble: '' });
    const put = (files: File[], why = '') => {
      told[id] = why || files.map(({ name }) => name).join(', ');
      added[id] = { files, trouble: why };
      answer(id, files.length ? files.map(({ name }) => name) : undefined);
    };
    const add = (given: Iterable<File>) => {
      const kept = [...mine];
      let refused = '';
      for (const one of given) {
        const text =
          kept.length >= maxFiles
            ? words.fileTooMany
            : !accepted(one, accept)
              ? words.fileKind
              : !one.size
                ? words.fileEmpty
                : one.size > MAX_BYTES
                  ? words.fileTooLarge.replace('{size}', () => sizeIn(locale, MAX_BYTES))
                  : '';
        if (text) refused = text.replace('{name}', () => one.name);
        else kept.push(one);
      }
      put(kept, refused);
    };
    return (
      // biome-ignore lint/a11y/useSemanticElements: a fieldset takes no files that are dropped on it in Firefox
      <div
        class="question"
        role="group"
        aria-labelledby={`file-${id}`}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          add(event.dataTransfer?.files ?? []);
        }}
        onPaste={(event) => add(event.clipboardData?.files ?? [])}
      >
        <span class="asked" id={`file-${id}`}>
          <Asked panel={panel} question={question} />
          {parts.must!(panel, question, true)}
        </span>
        {mine[0] && (
          // biome-ignore lint/a11y/noRedundantRoles: without markers it is no list to WebKit
          <ul class="files" role="list">
            {mine.map((one, at) => (
              <li>
                <span dir="auto">{one.name}</span>
                <button
                  type="button"
                  class="quiet"
                  aria-label={words.removeFile.replace('{name}', () => one.name)}
                  onClick={({ currentTarget }) => {
                    currentTarget.closest('.question')!.querySelector('input')!.focus();
                    put(mine.filter((_, other) => other !== at));
                  }}
                >
                  <svg viewBox="0 0 24 24" aria-hidden="true">
                    <path d="M6 6 18 18M18 6 6 18" />
                  </svg>
                </button>
              </li>
            ))}
          </ul>
        )}
        {/* It stays when as many are there as can be: what is too much is said then. */}
        <label class="add">
          <input
            type="file"
            accept={accept}
            multiple={maxFiles > 1}
            required={required && !mine.length}
            aria-invalid={!!state.problems[id] || !!trouble}
            aria-labelledby={`file-${id} add-${id}`}
            aria-describedby={about(panel, id, `most-${id}${trouble ? ` trouble-${id}` : ''}`)}
            // the form's own dialog would take it for its own, and close
            onCancel={(event) => event.stopPropagation()}
            onChange={({ currentTarget }) => {
              add(currentTarget.files ?? []);
              // the same file may be chosen again
              currentTarget.value = '';
            }}
          />
          <span id={`add-${id}`}>{words.addFile}</span>
        </label>
        <p class="note" id={`most-${id}`}>
          {plural(words.filesAtMost, 'files', maxFiles, locale).replace('{size}', () => sizeIn(locale, MAX_BYTES))}
        </p>
        <p role="status" class="unseen">
          {told[id]}
        </p>
        {trouble && (
          <p class="problem" id={`trouble-${id}`}>
            {trouble}
          </p>
        )}
        {problem(panel, id)}
      </div>
    );
  },
  css,
};
