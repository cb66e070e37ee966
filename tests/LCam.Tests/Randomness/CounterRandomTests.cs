using CsCheck;
using LCam.Randomness;

namespace LCam.Tests.Randomness;

public sealed class CounterRandomTests
{
    private static readonly Gen<(long Seed, RandomPurpose Purpose, int Epoch, long Index)> Coordinates =
        Gen.Select(Gen.Long, Gen.Enum<RandomPurpose>(), Gen.Int[0, (1 << 24) - 1], Gen.Long[0, (1L << 48) - 1]);

    [Fact]
    public void The_first_block_is_philox_at_position_index_purpose_and_epoch_under_the_seed()
    {
        var random = new CounterRandom(0x0123456789abcdef, RandomPurpose.Flip, epoch: 7, index: 0x0000_beef_1234_5678);
        var expected = Philox.Block(new PhiloxBlock(0, 0x12345678, 0xbeef, 0x03000007), 0x89abcdef, 0x01234567);
        var actual = new PhiloxBlock(random.NextUInt32(), random.NextUInt32(), random.NextUInt32(), random.NextUInt32());
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Streams_do_not_depend_on_the_order_of_their_use() => Gen.Select(Coordinates, Coordinates).Sample((one, other) =>
    {
        var (firstOne, firstOther) = (Words(one, 9), Words(other, 9));
        var (a, b) = (Stream(one), Stream(other));
        var (interleavedOne, interleavedOther) = (new List<uint>(), new List<uint>());
        for (var i = 0; i < 9; i++)
        {
            interleavedOther.Add(b.NextUInt32());
            interleavedOne.Add(a.NextUInt32());
        }

        return firstOne.SequenceEqual(interleavedOne) && firstOther.SequenceEqual(interleavedOther);
    }, iter: 200);

    [Fact]
    public void Streams_with_other_coordinates_are_other_streams() => Gen.Select(Coordinates, Coordinates)
        .Where((one, other) => one != other)
        .Sample((one, other) => !Words(one, 4).SequenceEqual(Words(other, 4)), iter: 500);

    [Fact]
    public void Neighbouring_coordinates_share_no_block()
    {
        var blocks = new HashSet<string>();
        for (var purpose = RandomPurpose.Shuffle; purpose <= RandomPurpose.Sampling; purpose++)
        {
            for (var i = 0; i < 64; i++)
            {
                Assert.True(blocks.Add(string.Join(',', Words((i / 16, purpose, i / 4 % 4, i % 4), 4))));
            }
        }
    }

    [Fact]
    public void Integers_lie_in_range() => Gen.Select(Coordinates, Gen.Int[1, int.MaxValue]).Sample((at, bound) =>
    {
        var random = Stream(at);
        return Enumerable.Range(0, 8).All(_ => random.NextInt(bound) is var value && value >= 0 && value < bound);
    }, iter: 500);

    [Fact]
    public void Integers_are_unbiased_for_a_bound_that_does_not_divide_the_words()
    {
        // Plain scaling of 32-bit words would give every third of 3 * 2^29 values two thirds of the others' chance.
        const int bound = 3 << 29;
        var random = new CounterRandom(11, RandomPurpose.Sampling);
        var residues = new int[3];
        for (var i = 0; i < 60_000; i++)
        {
            residues[random.NextInt(bound) % 3]++;
        }

        // Five standard deviations of a binomial count with p = 1/3.
        Assert.All(residues, count => Assert.InRange(count, 20_000 - 580, 20_000 + 580));
    }

    [Fact]
    public void Small_integers_are_uniform()
    {
        var random = new CounterRandom(12, RandomPurpose.Crop);
        var counts = new int[33];
        for (var i = 0; i < 33_000; i++)
        {
            counts[random.NextInt(33)]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 1000 - 160, 1000 + 160));
    }

    [Fact]
    public void Permutations_hold_every_number_once() => Gen.Select(Coordinates, Gen.Int[0, 300]).Sample(
        (at, count) => Stream(at).NextPermutation(count).Order().SequenceEqual(Enumerable.Range(0, count)), iter: 200);

    [Fact]
    public void Every_permutation_of_three_is_equally_likely()
    {
        var counts = Enumerable.Range(0, 6000)
            .Select(index => string.Concat(new CounterRandom(13, RandomPurpose.Shuffle, 0, index).NextPermutation(3)))
            .CountBy(order => order)
            .ToArray();
        Assert.Equal(6, counts.Length);
        Assert.All(counts, pair => Assert.InRange(pair.Value, 1000 - 145, 1000 + 145));
    }

    [Fact]
    public void Normals_have_mean_zero_and_variance_one()
    {
        var random = new CounterRandom(14, RandomPurpose.AttentionInitialisation);
        var values = Enumerable.Range(0, 40_000).Select(_ => random.NextNormal()).ToArray();
        Assert.InRange(values.Average(), -0.025, 0.025);
        Assert.InRange(values.Average(value => value * value), 0.96, 1.04);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(1 << 24, 0)]
    [InlineData(0, -1)]
    [InlineData(0, 1L << 48)]
    public void Coordinates_that_would_alias_others_are_refused(int epoch, long index) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CounterRandom(0, RandomPurpose.Crop, epoch, index));

    [Fact]
    public void A_purpose_that_would_alias_another_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CounterRandom(0, (RandomPurpose)257));

    private static CounterRandom Stream((long Seed, RandomPurpose Purpose, int Epoch, long Index) at) =>
        new(at.Seed, at.Purpose, at.Epoch, at.Index);

    private static uint[] Words((long Seed, RandomPurpose Purpose, int Epoch, long Index) at, int count)
    {
        var random = Stream(at);
        var words = new uint[count];
        for (var i = 0; i < count; i++)
        {
            words[i] = random.NextUInt32();
        }

        return words;
    }
}
