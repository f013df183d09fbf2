export type DocsTheme = 'examples' | 'outdated' | 'search' | 'plans';
