import { testAnalyserList } from '../analyser-list.fixture.ts';
import { osAnalysers } from './analysers.ts';

testAnalyserList(import.meta.dirname, osAnalysers, 6);
