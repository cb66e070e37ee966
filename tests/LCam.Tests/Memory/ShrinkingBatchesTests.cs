using LCam.Memory;

namespace LCam.Tests.Memory;

// What the runtime and the numeric library throw is what these tests must throw.
#pragma warning disable CA2201
public sealed class ShrinkingBatchesTests
{
    [Fact]
    public void Where_memory_runs_out_batches_are_halved_for_good_and_nothing_is_left_out_or_done_twice()
    {
        var batches = new ShrinkingBatches(8);
        var done = new List<(int First, int Count)>();
        var sizes = new List<(int Size, int First)>();
        void Work(int first, int count)
        {
            if (count > 3 && (done.Count > 0 || count > 5))
            {
                throw new LibraryFailure("[enforce fail at alloc_cpu.cpp] . DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes");
            }

            done.Add((first, count));
        }

        batches.Run(8, Work, (size, first) => sizes.Add((size, first)));
        batches.Run(3, Work, (size, first) => sizes.Add((size, first)));
        Assert.Equal([(0, 4), (4, 2), (6, 2), (0, 2), (2, 1)], done);
        Assert.Equal([(4, 0), (2, 4)], sizes);
    }

    [Fact]
    public void One_item_that_does_not_fit_is_a_failure() => Assert.Throws<ManagedShortage>(() =>
        new ShrinkingBatches(4).Run(4, (_, _) => throw new ManagedShortage(), (_, _) => { }));

    [Fact]
    public void Any_other_failure_is_none_of_memory() => Assert.Throws<LibraryFailure>(() =>
        new ShrinkingBatches(4).Run(4, (_, _) => throw new LibraryFailure("mat1 and mat2 shapes cannot be multiplied"), (_, _) => Assert.Fail()));

    [Theory]
    [InlineData("CUDA out of memory. Tried to allocate 2.00 GiB.", true)]
    [InlineData("DefaultCPUAllocator: not enough memory: you tried to allocate 8 bytes.", true)]
    [InlineData("size mismatch", false)]
    public void The_librarys_words_tell(string message, bool shortage) =>
        Assert.Equal(shortage, MemoryShortage.Is(new LibraryFailure(message)));
}
