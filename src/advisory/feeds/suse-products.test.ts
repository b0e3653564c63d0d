import { expect, test } from 'vitest';
import { shardsOfSuseProduct } from './suse-products.ts';

test.each([
  ['SUSE Linux Enterprise Server 15', 'sles:15'],
  ['SUSE Linux Enterprise Server 15 SP5', 'sles:15.5'],
  ['SUSE Linux Enterprise Server 15-LTSS', 'sles:15'],
  ['SUSE Linux Enterprise Server 15 SP1-LTSS', 'sles:15.1'],
  ['SUSE Linux Enterprise Server 15 SP1-BCL', 'sles:15.1'],
  ['SUSE Linux Enterprise Server 12 SP5-LTSS Extended Security', 'sles:12.5'],
  ['SUSE Linux Enterprise Server LTSS Extended Security 12 SP5', 'sles:12.5'],
  ['SUSE Linux Enterprise Server for SAP Applications 15 SP2', 'sles:15.2'],
  ['SUSE Linux Enterprise Server 11 SP3-TERADATA', 'sles:11.3'],
  ['SUSE Linux Enterprise Server 16.0', 'sles:16.0'],
  ['SUSE Linux Enterprise Module for Basesystem 15 SP3', 'sles:15.3'],
  ['SUSE Linux Enterprise Module for Basesystem 15', 'sles:15'],
  ['SUSE Linux Enterprise Module for Python 3 15 SP5', 'sles:15.5'],
  [
    'SUSE Linux Enterprise Module for Web and Scripting 12',
    'sles:12 sles:12.1 sles:12.2 sles:12.3 sles:12.4 sles:12.5',
  ],
  ['SUSE Linux Enterprise Module for SUSE Manager Server 4.3', ''],
  ['SUSE Linux Enterprise Desktop 15 SP3', ''],
  ['SUSE Linux Enterprise High Performance Computing 15 SP3', ''],
  ['SUSE Linux Enterprise Micro 5.5', ''],
  ['SUSE Linux Enterprise Real Time 15 SP2', ''],
  ['SUSE Manager Server 4.1', ''],
  ['openSUSE Leap 15.6', 'opensuse-leap:15.6'],
  ['openSUSE Leap Micro 5.2', ''],
  ['openSUSE Tumbleweed', 'opensuse-tumbleweed'],
  ['openSUSE 13.2', ''],
  ['', ''],
])('%s is %j', (product, shards) => expect(shardsOfSuseProduct(product).join(' ')).toBe(shards));
