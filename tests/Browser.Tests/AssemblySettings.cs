// Each shape has the machine for itself: seven processes, three servers and a simulator are enough at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
