using LCam.Native;

namespace LCam.Tests.Native;

public sealed class ProcessorCachesTests
{
    private const uint Intel = 0x756E_6547;
    private const uint Amd = 0x6874_7541;

    [Theory]
    [InlineData(Intel, 0xDu, 4u, 0x121u, false)]
    [InlineData(Intel, 0xDu, 4u, 0u, true)]
    [InlineData(Intel, 2u, 4u, 0u, false)]
    [InlineData(Amd, 0xDu, 0x8000_001Du, 0x121u, false)]
    [InlineData(Amd, 0xDu, 0x8000_001Du, 0u, true)]
    [InlineData(0u, 0xDu, 4u, 0u, false)]
    public void Caches_are_hidden_where_the_maker_s_first_leaf_of_them_is_empty(uint maker, uint last, uint leaf, uint cache, bool isHidden) =>
        Assert.Equal(isHidden, ProcessorCaches.Hides((asked, _) => asked switch
        {
            0 => (last, maker, 0, 0),
            0x8000_0000 => (0x8000_0021, 0, 0, 0),
            _ when asked == leaf => (cache, 0, 0, 0),
            _ => (0x121, 0, 0, 0),
        }));

    [Fact]
    public void A_processor_that_has_no_such_leaf_hides_nothing() =>
        Assert.False(ProcessorCaches.Hides((asked, _) => asked == 0 ? (0xD, Amd, 0, 0) : (0x8000_0008, 0, 0, 0)));
}
