import type { Context } from 'hono';
import { refuse, slowDown } from '../ingest/answer';
import { addressHash } from '../ingest/client-address';
import { createRateLimit } from '../ingest/rate-limit';
import type { Limits, Project, Projects } from '../limits';

export interface AdmissionOptions {
  projects: Projects;
  limits: Limits;
  /** Milliseconds since 1970. */
  clock: () => number;
  proxyHops: number;
}

/**
 * How often may be asked, by address and by project. The numbers are those of submissions, but they are counted apart:
 * whoever asks too often may still send words.
 */
export const createAdmission = ({ projects, limits, clock, proxyHops }: AdmissionOptions) => {
  const byAddress = createRateLimit(limits.perIpPerMinute, clock);
  const byProject = createRateLimit(limits.perProjectPerMinute, clock);
  return {
    /** Undefined where this address may ask now, else the refusal. */
    refusalOfAddress(c: Context): Response | undefined {
      const waitS = byAddress.take(addressHash(c, proxyHops));
      return waitS ? slowDown(c, waitS, 'from this address') : undefined;
    },
    /** The same for a project. */
    refusalOfProject(c: Context, project: string): Response | undefined {
      if (!Object.hasOwn(projects, project))
        return refuse(c, 404, {
          code: 'unknown_project',
          message: `This collector has no project "${project.slice(0, 64)}". Add it to EARSHOT_PROJECTS or correct data-project.`,
        });
      const waitS = byProject.take(project);
      return waitS ? slowDown(c, waitS, `to project "${project}"`) : undefined;
    },
    /** Settings of a project that was let through. */
    settings: (project: string): Project => projects[project]!,
  };
};

export type Admission = ReturnType<typeof createAdmission>;
