import { testAnalyserList } from '../analyser-list.fixture.ts';
import { sbomAnalysers } from './analysers.ts';

testAnalyserList(import.meta.dirname, sbomAnalysers, 1);
