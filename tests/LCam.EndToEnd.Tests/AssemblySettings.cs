// Every test here runs a program that uses all processors.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
