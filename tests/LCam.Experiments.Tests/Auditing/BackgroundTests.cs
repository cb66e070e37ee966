using System.IO.Abstractions.TestingHelpers;
using CsCheck;
using LCam.Experiments.Auditing;

namespace LCam.Experiments.Tests.Auditing;

/// <summary>Work beside other work.</summary>
public sealed class BackgroundTests
{
    [Fact]
    public void Each_item_is_done_once() => Gen.Select(Gen.Int[0, 300], Gen.Int[1, 20]).Sample(
        (items, atOnce) =>
        {
            var done = new int[items];
            Background.ForAll([.. Enumerable.Range(0, items)], atOnce, item => Interlocked.Increment(ref done[item]));
            return Array.TrueForAll(done, times => times == 1);
        },
        iter: 30);

    [Fact]
    public void What_goes_wrong_is_told_and_ends_the_work()
    {
        var done = 0;
        var failure = Assert.Throws<AggregateException>(() => Background.ForAll([.. Enumerable.Range(0, 1000)], 1, item =>
        {
            done++;
            if (item == 3)
            {
                throw new InvalidDataException("three");
            }
        }));
        Assert.Equal("three", Assert.IsType<InvalidDataException>(Assert.Single(failure.Flatten().InnerExceptions)).Message);
        Assert.Equal(4, done);
    }

    [Theory]
    [InlineData("/lcam.db", 6_000_000, 3_000_000)]
    [InlineData("/lcam.db", 5_999_999, 0)]
    [InlineData("/none.db", 6_000_000, 0)]
    public void A_file_is_read_ahead_where_it_is_and_memory_holds_two_of_it(string path, long memory, long read)
    {
        var files = new MockFileSystem(new Dictionary<string, MockFileData> { ["/lcam.db"] = new(new byte[3_000_000]) });
        Assert.Equal(read, ReadAhead.Of(files, path, memory));
    }
}
