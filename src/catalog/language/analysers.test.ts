import { testAnalyserList } from '../analyser-list.fixture.ts';
import { languageAnalysers } from './analysers.ts';

testAnalyserList(import.meta.dirname, languageAnalysers, 25);
