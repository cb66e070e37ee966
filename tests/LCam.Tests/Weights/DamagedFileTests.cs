using CsCheck;
using LCam.Problems;
using LCam.Weights;
using TorchSharp;

namespace LCam.Tests.Weights;

/// <summary>A file that was cut, or in which bytes were changed, is read as what it then says or refused with a problem.</summary>
public sealed class DamagedFileTests : IDisposable
{
    private const int Mutations = 1500;
    private static readonly Gen<(double Place, byte Value, bool Cut)[]> Damage =
        Gen.Select(Gen.Double[0, 1], Gen.Byte, Gen.Int[0, 4].Select(value => value == 0)).Array[1, 3];

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(".safetensors")]
    [InlineData(".pth")]
    [InlineData(".pth.tar")]
    [InlineData("legacy")]
    public void A_damaged_file_never_fails_otherwise_than_with_a_problem(string kind)
    {
        var whole = kind == "legacy" ? Legacy() : Written(kind);
        var path = _folder.File("damaged");
        Damage.Sample(
            damage =>
            {
                File.WriteAllBytes(path, Damaged(whole, damage));
                try
                {
                    _ = WeightFile.ReadHeader(path);
                    WeightFile.Read(path).Dispose();
                }
                catch (ProblemException problem)
                {
                    Assert.Equal(ProblemKind.InvalidInput, problem.Kind);
                }
            },
            iter: Mutations,
            threads: 1);
    }

    [Theory]
    [InlineData(".safetensors")]
    [InlineData(".pth")]
    [InlineData("legacy")]
    public void A_file_cut_anywhere_is_refused(string kind)
    {
        var whole = kind == "legacy" ? Legacy() : Written(kind);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(_folder.File("cut"), whole[..length]);
            Assert.Throws<ProblemException>(() => WeightFile.Read(_folder.File("cut")));
            Assert.Throws<ProblemException>(() => WeightFile.ReadHeader(_folder.File("cut")));
        }
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Damaged(byte[] whole, (double Place, byte Value, bool Cut)[] damage)
    {
        var bytes = whole.ToArray();
        foreach (var (place, value, cut) in damage)
        {
            var index = Math.Min((int)(place * bytes.Length), bytes.Length - 1);
            if (cut && index > 0)
            {
                bytes = bytes[..index];
            }
            else
            {
                bytes[index] = value;
            }
        }

        return bytes;
    }

    private static byte[] Legacy() => PthFiles.Legacy(
        new PickleBytes().Raw("}(").Text("a").Tensor("9", 4, [2, 2], [1, 2], view: bytes => bytes.Raw("N"))
            .Text("b").Tensor("8", 1, [], [], view: bytes => bytes.Raw("N")).Text("epoch").Int(3).Raw("u").Finished,
        ("8", 1, PthFiles.Floats(1)),
        ("9", 4, PthFiles.Floats(1, 2, 3, 4)));

    private byte[] Written(string extension)
    {
        using var weights = new StateDict();
        weights.Add("a", torch.ones(2, 3));
        weights.Add("b", torch.tensor(7L));
        weights.Metadata["epoch"] = "3";
        WeightFile.Write(_folder.File("whole" + extension), weights);
        return File.ReadAllBytes(_folder.File("whole" + extension));
    }
}
