import { configure } from '@testing-library/react';

// Pages wait for what they show; how long that takes on a busy machine is no business of a test.
configure({ asyncUtilTimeout: 10_000 });
