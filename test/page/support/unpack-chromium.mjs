// Unpacks the Chromium of npm into TMPDIR, which is where its package puts everything. It is a process of its own because
// a program that runs cannot change its TMPDIR.
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import chromium, {inflate} from '@sparticuz/chromium';

const binDir = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..', 'bin');
await chromium.executablePath(binDir);
// The libraries that a bare Linux lacks; the package itself unpacks them on Lambda only.
await inflate(join(binDir, 'al2023.tar.br'));
