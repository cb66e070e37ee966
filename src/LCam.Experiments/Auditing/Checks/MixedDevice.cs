namespace LCam.Experiments.Auditing.Checks;

/// <summary>All runs of a table come from one device, one thread count and one precision.</summary>
internal sealed class MixedDevice() : MixedEnvironments(
    "A3-mixed-device", "Runs of one table were computed on different devices, by different numbers of threads or in different precision", ["device", "threads", "gpu"]);
