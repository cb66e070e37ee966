// Every test here shares one browser and one report, and some run the program beside them.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
