import { testAnalyserList } from '../analyser-list.fixture.ts';
import { binaryAnalysers } from './analysers.ts';

testAnalyserList(import.meta.dirname, binaryAnalysers, 4);
