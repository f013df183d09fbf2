import type { ContactQuestion } from '../../src/contract/types';
import { Asked, about, type FieldParts, h, parts, problem, take } from '../kit';
import { plural } from '../languages/plural';

export { take };

/** Who it is from. What `identify` gave stands there already; nothing of it goes into a draft. */
export const field: FieldParts<ContactQuestion> = {
  Field: ({ panel, question }) => {
    const { id, fields = ['email'], required } = question;
    const { host, state, words, tell, answer, locale } = panel;
    return (
      <fieldset class="question" aria-describedby={about(panel, id, `use-${id}`)}>
        <legend class="asked">
          <Asked panel={panel} question={question} />
          {parts.must!(panel, question, true)}
        </legend>
        {fields.map((field) => (
          <div class="field">
            <label for={`contact-${field}`}>{field === 'email' ? words.emailLabel : words.nameLabel}</label>
            <input
              id={`contact-${field}`}
              {...({ type: field === 'email' ? 'email' : 'text' } as { type: 'email' })}
              autocomplete={field}
              value={state.asked?.[field] ?? host.knownContact?.[field] ?? ''}
              aria-required={required}
              aria-invalid={!!state.problems[id] && (field === 'email' || state.problems[id] === 'required')}
              onInput={(event) => {
                tell({ is: 'contact', fields: { asked: { ...state.asked, [field]: event.currentTarget.value } } });
                // takes the message away, and is no answer of its own
                answer(id, undefined);
              }}
            />
          </div>
        ))}
        {problem(panel, id)}
        {/* What Korean law asks for beside it (PIPA art. 15(2)), as beside "I'd like a reply". */}
        <p class="note" id={`use-${id}`}>
          {words.emailUse} {!!host.retentionDays && `${plural(words.retention, 'days', host.retentionDays, locale)} `}
          {!required && words.without}{' '}
          {host.privacyUrl && (
            <a href={host.privacyUrl} target="_blank" rel="noreferrer">
              {words.privacyLink}
            </a>
          )}
        </p>
      </fieldset>
    );
  },
};
