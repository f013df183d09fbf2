/** What is asked between two erasures: whether to go on. */
export type GoOn = () => boolean | Promise<boolean>;
