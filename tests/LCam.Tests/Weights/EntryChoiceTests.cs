using LCam.Problems;
using LCam.Weights;

namespace LCam.Tests.Weights;

public sealed class EntryChoiceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_tensor_beside_the_weights_does_not_hide_them()
    {
        var pickle = new PickleBytes().Raw("}(").Text("epoch").Int(90).Text("state_dict").Network().Number("best_acc1").Raw("u");
        var header = Header(pickle);
        Assert.Equal(("state_dict", NetworkFit.Whole), (header.Entry, header.Fit));
        Assert.Equal(Checkpoints.Names, header.Entries.Select(entry => entry.Name));
        Assert.Equal(["best_acc1"], header.LeftOut);
        Assert.Equal("90", header.Metadata["epoch"]);
    }

    [Fact]
    public void A_wrappers_name_without_tensors_does_not_hide_the_weights()
    {
        var named = new PickleBytes().Raw("}(").Text("model").Raw("}").Text("name").Text("resnet18").Raw("s").Text("model_state_dict").Network().Raw("u");
        Assert.Equal("model_state_dict", Header(named).Entry);
        var empty = new PickleBytes().Raw("}(").Text("state_dict").Raw("}").Text("model").Network().Raw("u");
        Assert.Equal("model", Header(empty).Entry);
    }

    [Fact]
    public void Weights_are_found_under_any_name_however_deep()
    {
        var pickle = new PickleBytes().Raw("}(").Text("runs").Raw("](").Raw("}").Text("net").Network().Raw("s").Raw("e").Number("loss").Raw("u");
        Assert.Equal("runs.0.net", Header(pickle).Entry);
    }

    [Fact]
    public void Two_dicts_that_fit_are_an_error_that_lists_them_and_an_entry_chooses()
    {
        var pickle = new PickleBytes().Raw("}(").Text("model").Network("0").Text("ema").Network("1").Text("optimizer").Raw("}").Number("exp_avg").Raw("s").Raw("u");
        Write(pickle);
        var problem = Assert.Single(Assert.Throws<ProblemException>(() => WeightFile.Read(_folder.File("file"))).Problems);
        Assert.Contains(FormattableString.Invariant($"model ({Checkpoints.Count} tensors, a network), ema ({Checkpoints.Count} tensors, a network)"), problem.What, StringComparison.Ordinal);
        Assert.DoesNotContain("optimizer", problem.What, StringComparison.Ordinal);
        Assert.Contains("--entry", problem.Remedy, StringComparison.Ordinal);
        using var model = WeightFile.Read(_folder.File("file"), "model");
        using var average = WeightFile.Read(_folder.File("file"), "ema");
        Assert.Equal((1f, 2f), (First(model), First(average)));

        var unknown = Assert.Single(Assert.Throws<ProblemException>(() => WeightFile.ReadHeader(_folder.File("file"), "teacher")).Problems);
        Assert.Contains("has no entry 'teacher'", unknown.What, StringComparison.Ordinal);
        Assert.Contains("optimizer (1 tensor)", unknown.What, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_weights_under_two_names_are_no_choice()
    {
        var pickle = new PickleBytes().Raw("}(").Text("model").Network().Text("state_dict").Network().Raw("u");
        Assert.Equal("model", Header(pickle).Entry);
    }

    [Fact]
    public void A_dict_within_itself_is_read_once() =>
        Assert.Equal("net", Header(new PickleBytes().Raw("}q\0(").Text("self").Raw("h\0").Text("net").Network().Raw("u")).Entry);

    [Theory]
    [InlineData("module.")]
    [InlineData("_orig_mod.")]
    [InlineData("model.")]
    [InlineData("backbone.")]
    [InlineData("model._orig_mod.module.")]
    public void Prefixes_of_wrappers_are_taken_off_in_both_formats(string prefix)
    {
        Assert.Equal(Checkpoints.Names, Header(new PickleBytes().Network(rename: name => prefix + name)).Entries.Select(entry => entry.Name));
        using var weights = new StateDict();
        using var plain = ReadPlain();
        foreach (var (name, tensor) in plain)
        {
            weights.AddCopy(prefix + name, tensor);
        }

        WeightFile.Write(_folder.File("weights.safetensors"), weights);
        using var read = WeightFile.Read(_folder.File("weights.safetensors"));
        Assert.Equal(Checkpoints.Names, read.Names);
        Assert.Equal(1f, First(read));
    }

    [Theory]
    [InlineData("layer1.", "layer1.module.")]
    [InlineData("layer2.", "layer2._orig_mod.")]
    public void A_wrapper_around_a_part_is_taken_off(string part, string wrapped)
    {
        var header = Header(new PickleBytes().Network(rename: name => name.Replace(part, wrapped, StringComparison.Ordinal)));
        Assert.Equal(Checkpoints.Names, header.Entries.Select(entry => entry.Name));
        Assert.Empty(header.LeftOut);
    }

    [Fact]
    public void What_lies_beside_a_wrapped_network_is_left_out_by_name()
    {
        var header = Header(new PickleBytes().Raw("}(").Tensors(rename: name => "module." + name).Number("n_averaged").Raw("u"));
        Assert.Equal(Checkpoints.Names, header.Entries.Select(entry => entry.Name));
        Assert.Equal(["n_averaged"], header.LeftOut);
    }

    [Fact]
    public void Two_networks_in_one_flat_file_are_chosen_by_what_their_names_begin_with()
    {
        Write(new PickleBytes().Raw("}(").Tensors("0", name => "model." + name).Tensors("1", name => "teacher." + name).Raw("u"));
        var problem = Assert.Single(Assert.Throws<ProblemException>(() => WeightFile.ReadHeader(_folder.File("file"))).Problems);
        Assert.Contains("teacher (", problem.What, StringComparison.Ordinal);
        using var teacher = WeightFile.Read(_folder.File("file"), "teacher");
        Assert.Equal(Checkpoints.Names, teacher.Names);
        Assert.Equal(2f, First(teacher));
    }

    [Fact]
    public void A_key_that_is_no_text_has_a_readable_name()
    {
        Assert.Equal("?", Header(new PickleBytes().Raw("}(").Ints(1, 2).Network().Raw("u")).Entry);
        Assert.Equal("3", Header(new PickleBytes().Raw("}(").Int(3).Network().Raw("u")).Entry);
        Assert.Equal("None", Header(new PickleBytes().Raw("}(N").Network().Raw("u")).Entry);
    }

    [Fact]
    public void Dicts_whose_names_read_alike_are_not_chosen_between()
    {
        Write(new PickleBytes().Raw("}(").Int(1).Network("0").Text("1").Network("1").Raw("u"));
        var problem = Assert.Single(Assert.Throws<ProblemException>(() => WeightFile.ReadHeader(_folder.File("file"), "1")).Problems);
        Assert.Contains("several dicts of the name '1'", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_whose_names_become_one_is_not_said_to_be_missing()
    {
        Write(new PickleBytes().Raw("}(").Text("a").Raw("}(").Number("module.w").Number("w").Raw("u").Text("b").Raw("}(").Number("w").Raw("u").Raw("u"));
        var problem = Assert.Single(Assert.Throws<ProblemException>(() => WeightFile.ReadHeader(_folder.File("file"), "a")).Problems);
        Assert.Contains("which become one", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Very_many_small_dicts_are_read_in_good_time()
    {
        const int Many = 40_000;
        var nested = new PickleBytes().Raw("}(");
        var flat = new PickleBytes().Raw("}(");
        for (var number = 0; number < Many; number++)
        {
            nested.Text(FormattableString.Invariant($"d{number}")).Raw("}").Number(FormattableString.Invariant($"w{number}")).Raw("s");
            flat.Number(FormattableString.Invariant($"d{number}.w"));
        }

        Write(nested.Raw("u"));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var refusal = Assert.Throws<ProblemException>(() => WeightFile.ReadHeader(_folder.File("file")));
        Assert.Contains("none fits a network", Assert.Single(refusal.Problems).What, StringComparison.Ordinal);
        Write(flat.Raw("u"));
        Assert.Equal(Many, WeightFile.ReadHeader(_folder.File("file")).Entries.Count);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"took {watch.Elapsed}");
    }

    [Fact]
    public void Names_of_endless_length_are_refused()
    {
        Write(new PickleBytes().Raw("}(").Text(new string('a', 4000)).Raw("}(").Number(new string('b', 100)).Raw("u").Raw("u"));
        var problem = Assert.Single(Assert.Throws<ProblemException>(() => WeightFile.ReadHeader(_folder.File("file"))).Problems);
        Assert.Contains("more than 4096 characters", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_no_network_has_keep_their_prefix()
    {
        var header = Header(new PickleBytes().Raw("}(").Number("backbone.w").Number("model.w").Raw("u"));
        Assert.Equal(["backbone.w", "model.w"], header.Entries.Select(entry => entry.Name));
        Assert.Equal(NetworkFit.None, header.Fit);
    }

    public void Dispose() => _folder.Dispose();

    private static float First(StateDict weights) => weights["conv1.weight"].flatten()[0].item<float>();

    private StateDict ReadPlain()
    {
        Write(new PickleBytes().Network());
        return WeightFile.Read(_folder.File("file"));
    }

    private WeightHeader Header(PickleBytes pickle)
    {
        Write(pickle);
        return WeightFile.ReadHeader(_folder.File("file"));
    }

    private void Write(PickleBytes pickle) => File.WriteAllBytes(_folder.File("file"), pickle.File());
}
