import { HttpError } from '../../http/http-error.ts';
import type { Route } from '../../http/route.ts';
import type { Desk } from '../desk.ts';
import { readVisit } from '../visit.ts';

/** Files are not taken: nobody would read them, and they may hold more than a visitor means to give. */
export function refuseUpload({ tokens }: Desk): Route['handle'] {
  return async (request) => {
    await readVisit(request, tokens);
    throw new HttpError(
      415,
      'UploadNotSupported',
      'Files cannot be sent here. Write what matters as a message.',
      {
        connection: 'close',
      },
    );
  };
}
