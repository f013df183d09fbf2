import type { Place } from './queue';
import type { Verdict } from './verdict';

/**
 * One line when a webhook begins to fail, one when it gives something up, one when it works again; not one a delivery,
 * of which there may be thousands. No line says anything of a submission.
 */
export const createEndpointLog = ({ project, webhook }: Place, log: (line: string) => void) => {
  const name = `webhook "${webhook}" of project "${project}"`;
  let failing = false;
  let givenUp = false;
  return {
    delivered() {
      if (failing) log(`${name}: takes deliveries again`);
      failing = givenUp = false;
    },
    failed({ outcome, status, code }: Verdict, dead: boolean) {
      if (outcome === 'gone')
        log(`${name}: answered 410, it wants nothing any more. It is left alone until this collector starts anew.`);
      else if (!failing)
        log(
          `${name}: a delivery failed (${code}${status ? `, status ${status}` : ''}). It is tried again, for three days.`,
        );
      failing = true;
      if (dead && outcome !== 'gone' && !givenUp) {
        givenUp = true;
        log(`${name}: a delivery was given up. See GET /v1/admin/webhooks/deliveries?project=${project}&state=dead`);
      }
    },
    /** What is not written down is sent again when its lease ends. */
    database: (error: unknown) =>
      log(`${name}: the database failed: ${(error as { code?: string }).code ?? (error as Error).name}`),
  };
};

export type EndpointLog = ReturnType<typeof createEndpointLog>;
