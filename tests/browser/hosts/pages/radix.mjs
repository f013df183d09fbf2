import * as Dialog from '@radix-ui/react-dialog';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';

/** A modal dialog as Radix documents it, with a field, something that scrolls, and a button that opens our form. */
const Page = () =>
  createElement(
    Dialog.Root,
    { defaultOpen: true },
    createElement(Dialog.Trigger, { id: 'trigger' }, 'Change'),
    createElement(
      Dialog.Portal,
      null,
      createElement(Dialog.Overlay, { style: { position: 'fixed', inset: 0, background: '#0003' } }),
      createElement(
        Dialog.Content,
        { id: 'modal', style: { position: 'fixed', top: 80, left: 80, width: 300, background: '#fff' } },
        createElement(Dialog.Title, null, 'Your address'),
        createElement(Dialog.Description, null, 'Where it goes.'),
        createElement('input', { id: 'inside' }),
        createElement('button', { id: 'opener', type: 'button', 'data-earshot-open': 'feedback' }, 'Tell us'),
      ),
    ),
  );

createRoot(document.getElementById('app')).render(createElement(Page));
