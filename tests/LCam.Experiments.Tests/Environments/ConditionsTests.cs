using System.Text.Json.Nodes;
using LCam.Experiments.Environments;
using LCam.Experiments.Store;

namespace LCam.Experiments.Tests.Environments;

public sealed class ConditionsTests
{
    [Theory]
    [InlineData("OMP_NUM_THREADS", true)]
    [InlineData("MKL_CBWR", true)]
    [InlineData("NVIDIA_TF32_OVERRIDE", true)]
    [InlineData("CUDA_LAUNCH_BLOCKING", true)]
    [InlineData("DOTNET_EnableAVX2", true)]
    [InlineData("COMPlus_EnableAVX2", true)]
    [InlineData("LCAM_LIBTORCH", true)]
    [InlineData("LD_LIBRARY_PATH", true)]
    [InlineData("CUDA_HOME", false)]
    [InlineData("CUDA_PATH", false)]
    [InlineData("NVIDIA_DRIVER_CAPABILITIES", false)]
    [InlineData("TORCH_HOME", false)]
    [InlineData("DOTNET_HOST_PATH", false)]
    [InlineData("DOTNET_VERSION", false)]
    [InlineData("DOTNET_ROOT_X64", false)]
    [InlineData("PATH", false)]
    public void A_variable_is_compared_only_where_it_can_move_numbers(string name, bool matters)
    {
        Assert.Equal(matters, EnvironmentVariables.Matters(name));
        string[] expected = matters ? [$"variable {name} none then, 1 now"] : [];
        Assert.Equal(expected, Differences(With(), With(name)));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("A", false)]
    [InlineData("A,A", false)]
    [InlineData("A,B", true)]
    [InlineData("", true)]
    public void Which_GPU_computes_matters_where_the_machine_has_several_models(string? models, bool matters)
    {
        string[] expected = matters ? ["variable CUDA_VISIBLE_DEVICES none then, 1 now", "variable NVIDIA_VISIBLE_DEVICES none then, 1 now"] : [];
        Assert.Equal(expected, Differences(WithGpu(models), WithGpu(models, "CUDA_VISIBLE_DEVICES", "NVIDIA_VISIBLE_DEVICES")));
    }

    [Fact]
    public void A_text_with_a_key_twice_is_no_environment() => Assert.Null(Conditions.Parse("{\"threads\":1,\"variables\":{\"A\":\"1\",\"A\":\"2\"}}"));

    [Theory]
    [InlineData("short", "short")]
    [InlineData("0123456789abcdef", "0123456789ab")]
    public void A_stretch_is_told_of_however_short_its_environments_id_is(string id, string shown)
    {
        var stretch = new StretchRecord(3, id, "{\"device\":\"cpu\",\"threads\":2,\"processor\":\"p\"}");
        Assert.Equal($"3: cpu, 2 threads, p, environment {shown}", Stretches.Tell(stretch));
        Assert.Equal($"3: node7, cpu, 2 threads, p, environment {shown}", Stretches.Tell(stretch with { Host = "node7" }));
    }

    private static IReadOnlyList<string> Differences(JsonObject then, JsonObject now) => Conditions.Differences(then, now, ("then", "now"));

    private static JsonObject With(params string[] variables) =>
        new() { ["variables"] = new JsonObject(variables.Select(name => KeyValuePair.Create(name, (JsonNode?)"1"))) };

    private static JsonObject WithGpu(string? models, params string[] variables)
    {
        var environment = With(variables);
        if (models is not null)
        {
            var names = models.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name => (JsonNode?)name);
            environment["gpu"] = new JsonObject { ["models"] = new JsonArray([.. names]) };
        }

        return environment;
    }
}
