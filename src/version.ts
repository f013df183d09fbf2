/** Version of this SDK as it travels in each batch; a test holds it equal to package.json. */
export const VERSION = '0.1.0';
