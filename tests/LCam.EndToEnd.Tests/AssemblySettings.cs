// Test classes run side by side, as many as there are processors: each one's programs have one thread.
using LCam.EndToEnd.Tests;

[assembly: TestCollectionOrderer(LongestFirst.TypeName, LongestFirst.AssemblyName)]
