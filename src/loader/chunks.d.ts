/** What the build knows about the chunks: the file name of the engine's, below `chunks/`. */
declare module 'earshot:chunks' {
  export const start: string;
}
