namespace LCam.Experiments.Environments;

/// <summary>
/// Which environment variables can move numbers, and so are recorded and compared: those that the numeric libraries and the
/// runtime under them look at, and those that decide which libraries are loaded, for another build of one version rounds
/// differently.
/// </summary>
internal static class EnvironmentVariables
{
    private static readonly string[] Moving =
    [
        "OMP_", "MKL_", "KMP_", "GOMP_", "DNNL_", "ONEDNN_", "OPENBLAS_", "ATEN_", "TORCH_", "PYTORCH_", "CUDA_", "CUBLAS_", "CUBLASLT_", "CUDNN_",
        "NVIDIA_TF32_OVERRIDE", "NVIDIA_VISIBLE_DEVICES", "DOTNET_", "COMPlus_", "LCAM_LIBTORCH", "LD_LIBRARY_PATH", "LD_PRELOAD", "GLIBC_TUNABLES",
    ];

    // Of those the ones that move none: where toolkits, caches and the runtime lie, versions that are recorded as what was
    // loaded, and what concerns the runtime's tools. The folder of another libtorch is not among them.
    private static readonly string[] Silent =
    [
        "CUDA_CACHE_", "CUDA_HOME", "CUDA_PATH", "CUDA_ROOT", "CUDA_VERSION", "TORCH_HOME",
        "DOTNET_CLI_", "DOTNET_GENERATE_ASPNET_CERTIFICATE", "DOTNET_HOST_PATH", "DOTNET_INSTALL_DIR", "DOTNET_MULTILEVEL_LOOKUP", "DOTNET_NOLOGO", "DOTNET_ROOT",
        "DOTNET_RUNNING_IN_", "DOTNET_SKIP_FIRST_TIME_EXPERIENCE", "DOTNET_USE_POLLING_FILE_WATCHER", "DOTNET_VERSION",
    ];

    private static readonly string[] Choosing = ["CUDA_DEVICE_ORDER", "CUDA_VISIBLE_DEVICES", "NVIDIA_VISIBLE_DEVICES"];

    /// <summary>Whether a variable can move numbers.</summary>
    public static bool Matters(string name) => Begins(name, Moving) && !Begins(name, Silent);

    /// <summary>Whether a variable does so only by the choice of one of the machine's GPUs.</summary>
    public static bool ChoosesGpu(string name) => Choosing.Contains(name);

    private static bool Begins(string name, string[] prefixes) => prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
}
