import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Marks a browser in which a name has signed in. Wrong tries from elsewhere, however many, then do not keep its owner
 * out: such a browser has tries of its own. https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
 * @param key secret, and the same in all collectors of one database.
 */
export const createKnownBrowser = (key: string) => {
  const sign = (nonce: string, name: string) =>
    createHmac('sha256', `known browser ${key}`).update(`${nonce}\n${name}`).digest();

  return {
    /** A mark for the cookie; it does not say the name. */
    mark: (name: string): string => {
      const nonce = randomBytes(16).toString('base64url');
      return `${nonce}.${sign(nonce, name).toString('base64url')}`;
    },
    /** By what wrong tries of `name` are counted: the mark where it is one of this name, else the name. */
    triesOf: (name: string, mark: string | undefined): string => {
      const [nonce = '', signature = ''] = (mark ?? '').split('.');
      const given = Buffer.from(signature, 'base64url');
      const right = sign(nonce, name);
      const known = given.length === right.length && timingSafeEqual(given, right);
      // Hashed: a name may be as long as a form.
      return createHash('sha256')
        .update(known ? `browser ${nonce}` : `name ${name}`)
        .digest('base64url');
    },
  };
};

export type KnownBrowser = ReturnType<typeof createKnownBrowser>;
