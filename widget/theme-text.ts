import dark from '../themes/dark.css';

/** One line a theme, and one file in `themes/`. Each is its own chunk, loaded where it is worn. */
const files: { [name: string]: () => Promise<{ default: string }> } = {
  contrast: () => import('../themes/contrast.css'),
  'contrast-dark': () => import('../themes/contrast-dark.css'),
  paper: () => import('../themes/paper.css'),
  mint: () => import('../themes/mint.css'),
  sand: () => import('../themes/sand.css'),
  candy: () => import('../themes/candy.css'),
  ink: () => import('../themes/ink.css'),
  dusk: () => import('../themes/dusk.css'),
  forest: () => import('../themes/forest.css'),
  terminal: () => import('../themes/terminal.css'),
  ocean: () => import('../themes/ocean.css'),
};

/** The tokens of a theme, as the text of a style sheet; for a name that there is not, those of `auto`. */
export const themeText = async (name: string): Promise<string> =>
  Object.hasOwn(files, name) ? (await files[name]!()).default : `@media (prefers-color-scheme:dark){${dark}}`;
