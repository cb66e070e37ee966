namespace LCam.Tests.Images;

/// <summary>Corners of photos before and after Pillow 9.4 resized them bilinearly: far from a corner, pixels have no part in it.</summary>
internal static class PillowPatches
{
    /// <summary>800x1066 pixels to 256x341: the bottom right 30x30 pixels and what they become, 8x8.</summary>
    internal static readonly ResizePatch ShrunkBottomRight = new(
        800, 1066, 256, 341, 30, 8, true,
        """
        v0MpwEQqw0ctxkkzyk07zlBEzUs90VNE01pJ0VxL0l9N12JR1mFQ01tL0ldP1VVM11FI1k1D0kxB0EpBz0Q/zT46xzkvwjMrvC0nuCkltycmuC
        gouScouCYnx0kwzE411VU82VhC2llG2VdJ2VNH3VdL3lpN3F1M3mBR4mRW4mZa4GRY3l9W4VxT31lQ3VRK2VNI2FJJ1ktG1UZC00Y8z0I5yTo0
        wjIxvi4uuioqtiQlsB4f1FQ72Vk+319C4mJH4mBK31tM515W5mBV52FV52NW6GZY6Ghb6Gli6Wpk5WVY52NW5l5S4lpO3lhN3FdO2lNN2U5J21
        JI2E9H1ElE0UNBzT8+yDc6vi0wtyUo4V9J42FJ5mRK6WdR6mVU5mJV7GVh62Re7WZg7mlg7mlg62hg5mdh52dm5WVc6GNa5mFY5F9W415V42BY
        415Z5FpX31pR31hS3VNQ209O2ExN1kdJzT5CwzQ43lxG4mBI6WRR7GhZ7Glf62di6mlj7Wtp8W1p72tm7W1k7m5l7Gxp6Wlo5Whi5mpi6Wpj6G
        li52hi52Zh5mRi6GRi42Re4GFa3lpV21VS2VJP1U1Nz0dJy0NF5mFS6WRT7GZa7Whh7Ghk6Wdn6mpn62ts7Gps62lp7Gtm7m1o729u725y6W1r
        6W1r6W1r6Gxq52pm6Ghl52dm6GZm5Glk4mVh4WBb4FxY31lW21VU1k9T0UxP6mZa62db7Whh7Ghk6mhq6WZr721v7Gtv7Gtv6mxt6m1p62to7G
        xr7mtx7G5v7G9t7G9t625s62tq6Wlo6mho6mho5Whm5WVi5GJg5GBe411c4Ftc3Fda2VRZ6WNg6mRh62Vm62Zr6WZs6WZu7mtx7Gpy7Wtz7G5y
        6m5u6mpr6Gdr6WVw6Gpt6Wtu6Wtu62pu6mpr6Ghp6GZm6GZm42Vm5WVm5WNj5mFi5V9g4Vxd31pd3Vhd52Fi6GFn6WJp6WNs6WVw6WZu6mRt52
        Vv5mlx52xx521s5mpq52Zr6WNu5GNn5mVp52Zq6Gdr6Wdp52Vn5mRm5mRm5GNn5WNl5WNl5WBh415f311f3Vtd3Ftf5l9l519r6GBu52Bu5mJv
        52Nu6GJt52Vx5GZx4Gdu3mho4mdp5WNr5l9t4V9n42Fp5WNr52Rs5mNp5WJn5GJk5GJk4F5m4V5k4V5k4l1i31pf21lb21lb2lld5Vxk5lxp5V
        tq41pq411o5F5n52Fs6GZy42l032hu3Ghp4mpr42Zs4l5p42Fp42Fp5WJq5GFp42Bm4l9l4l9k4l9k3ltj31xk31xi3Vpf2Vhc11Za1lhb2Fpd
        41hf5Fhl41Zm4FZl31dh31lg4Vtm52Vx5Wt24Gtx4G5u5XFx52xx5GJs42Rt5GJs5GBr4l5p4F1l31xi4F1i4F1i31to4Fxn4Fxn3ltj2lhg2V
        hd2Vte211g2k9U3VFc3lJf3FNd21Ra3FZX4Vti42Rr5W5043Ny33Jt4XBq42ts5Gdt5Gdt4GNr311n4Fxp4V1o4F1l31xi3Vxg3Fhl2lZj2VVg
        2Vdf2Flg1lhc1Vdb1lhb0kNF00ZO1EdQ1UpR1ExO1E5N3lhf32Bn4Glt329u3XBr3XBp32tr4Gds32Zr3GBo21xl3lpn31tm3ltj3Vpg3Ftf21
        dl2FRh11Ng11Vh1VZf01Rb0lRY01VYyjw7zD1BzD9FzkNGzkhH0ExH11dY2V1f2WVm2m1o2nJp3XJo3XBr3W1s32lp22Nl2l1l21xl3lxm3lxm
        3Ftg2lxg2FRi1VJg1FFf0lNe0VNe0FFaz1BX0FJWxzc2yTo8yj5By0NDz0tH0E9J1FRV1Vlb1WFh12pl23Nq3nZr3nVv3nJy321s2mZn2l5m3F
        1m311n3lxm3Ftg2Vtf11Nh1FFf01Be0FBdz1Fcz1BZz1BXz1FVwjQwxTo3x0A9zEZD0E9K01RO0ldS0VlY019f12pl2nJp3Hdt2ndx2nZ03XBp
        2mll12Bi2V1l21xl2lti2Fpe1lhc1VNf1FJe0FBdzlBczlBcz1Fc0FFa0U9XwjQwyD06y0RBzUxH0FNP0ldS1ltW1Fxb1WFh2Gtm23Nq3Hdt13
        hy2Hl33nNr2mpm12Bi2Fxk21xl2lti11ld1Vdb1FJe1FJe0FBdzU9bzU9bz1Fc0FFa0U9Xxjw5zEVBz0tH0FBNz1RP0FZR0ltV01ta1GBg12pl
        2HFq1nVs1Xhx1Xp523Vn1mtj02Fg1Vxh2Vxk2Flg1Vhc0lZY01Fb0VJdz1FdzE5azE5azlBbz1BZz01VykNA0EhI0k1OzVBOzFBQy1FQzlRRzV
        VUz1tb0mVi1Gtn0m9p0nNv1HZ02HBl02Zh0Fxc1Flc1Vhe1Vdb0lZYz1NT01Fb0VJdzlBby01ZykxYzE5azU5ZzE1UyUNEykVIyUhMyUtPyU1P
        zU1OzVFRzFFTzVZY0GBe0Gdjz2hjyWZhx2Nh0GNe0mFd01ta01ha0VdWz1VSz1NRz1JOzlBbz1Ja0FFazU5Xy0taykxYyk5YyU1VxT5CxkBHxU
        JKxEVMx0ZLyEVKyklNx0tNyVFTzFpaz2FgzmJgzWFfymFezV1bzlpa0FVXz1NVzFJRy1FOyk5Myk1JyUtWy05WzE1UyktUyEhXyEpYyExXxUxT
        wDo7wTpAwD1DwkFGxENHx0JHxUNFxUVGxkpMyVNTzVlZzlxbzV1bzFxaylhYy1RWzVFTzE5Ryk5OyU1NyEpLyUlIyElUyktUzEpSykhSykhUyk
        tWyk1VyE1SwDU4vzY9vzg/vzxCxD9Ex0BGwzxAwz5BxENHxkpMyU5QylJTy1NUy1VVxlJTyFBSykxQyUtPx0pOxklNxkhMyEVKyEZSyUdRyUdP
        yUVQyUdRy0lTyktUyUxSvjQyvjM2ujM3uzY5vzg8wjo+vzc5wTk7wj0+wUFAwkRFxEhIx0tLyExOwU1Ow0tNxkdOx0VNxUdLxEZKxEJKxEFJw0
        FNw0FLxEFJw0BIxEFJxkRMxUdLxEhKvjAvvS4yuC0yti4yui80vC81wDQ3wzc6wTk7wTs8wTw/w0FDx0VHyUZLwUlLxEdLxkRMxkRMw0RLw0RL
        w0FLxT9KwjtJwjxHwTtEvzlCwDpBwT5Dwj9EwD9DuCootykotSsrtS0vtywvtyssvDAxvzM0wDY2vTU1vjY2wjo8xj9DyUJGv0dIwkZIxkNIxk
        NJxURJxEJMxEBNxj5MwTtGwDpFvjhDvTY9vTg7vzo7vjw+vDo8tCQjtCQktygqui4xvS4yvCsuuCkruywuuy8wuC4uuS8vvzQ3wzs/xj5Cv0NF
        wUBEwkBCw0BFwkFGwT9JwT1KwztJwTdEwDZDvTVBujM6uzU2vDg0vDc4ujU4tyYhtyUltScmtSkotCUnuSgruy8uuCwrsickuC0qvDAvuy8wvz
        Q3vzQ5uDw6vj49wz4/wz5BwT9BvzxCvjhBvTNAujE7ujA9ujA9ujE4uTMyuDMuuDIvuDIztyYhtyUltiYmtykotSQnuigrtysqtCgnriMgtCkm
        uCwrtyssuzAzuzA1tTg2uzk5vzs5vzo7vDo8uzg+ujQ9uC47uCw3uCw5tiw5ti00tC4rtC8otC4rtC4v
        """,
        """
        62ls62xs62ps6Wtr6Wlo5mVl4l9e21ZY5mNt42lu5GVr5WNq5GJn4mBl4F1h21pd3Vxh321t4Wts4GFp311l3Flj2FZg1VZb1FdV2Wtm3HJu22
        Vn21tj11Zf0VFd0FBZz1VU02Zi1HBr1GNi1Vhc0lNZzk9azU5Zx0ZJylRUzFxazFVWy05QyktQykpTyUtUvzY4wj0/xUdIxUdLxURLxD9Kwj1F
        wkBFuSssuS4tvjc5wD5AwD1DvTVBujI5uTMz
        """);

    /// <summary>75x56 pixels to 342x256: the top left 8x8 pixels and what they become, 24x24.</summary>
    internal static readonly ResizePatch EnlargedTopLeft = new(
        75, 56, 342, 256, 8, 24, false,
        """
        NTIpNDQqXV1Vhol+y8/BlZyKZWpUV1tEMzArLi0og4R+kZSLjJKGWmFRPEEtS045MS0uJSMkuLi4zc/MgoeAR01BMzcmSk06R0NEIiAhsbGx5O
        nldHlyMjotP0Y0UldDOzc0GBcTjY2L6e7oc3lvKjIjXGNRbnNdNjQoJSUZcnRpzdPHYmtaIywZWGBJaW5XQUMrIycOOT4nbHRcMTsiMT4iU14+
        ZW5PXmI/MDYUKTAPP0ooNUMgZ3VRVmI8U106
        """,
        """
        NTIpNTIpNTIpNTMpNTMpNDMqNDQqOjowQ0M6TExDVVVNXl5WZ2hfcHFoeXtxgoV6jpGGnaGVrLCjvL+yy8/Bv8S1tLmpqK6dNTIpNTIpNTIpNT
        MpNTMpNDMqNDQqOjowQ0M6TExDVVVNXl5WZ2hfcHFoeXtxgoV6jpGGnaGVrLCjvL+yy8/Bv8S1tLmpqK6dNTIpNTIpNTIpNTMpNTMpNDMqNDQq
        OjowQ0M7TU1EVlZPYGBYaGphcXJpenxyg4Z7jpGGnKCUq6+iur2wyMy+vMGysbampauaNDEqNDEqNDEqNDIpNDIpMzIqMjIpOjoxRkY9UVFJXV
        1WaGhhb3Fod3hvfoB3hoh+j5KHmZ2SpKicsLOnur+xr7SmpKmamJ6ONDEqNDEqNDEqNDEpMzEpMjEqMTEpOjoySEhAVlZOY2RdcHBpdnhvfH52
        g4V8iYuCj5KIlpqPnaKWpamdrLGkoaaZlpyNipGBNDEqNDEqNDEqMzAqMjAqMC8pMC8pOjozSkpDWlpTaWpkeHlyfX93goN8h4mAjI6Fj5OJk5
        eNl5yQm5+Un6SYk5mMiI+AfYR0MzArMzArMzArMi8qMS8qLy4pLi4oOjo0TExGXl5YcHFrgIF7hIZ+h4mCi42Fj5GJkJSKkJSKkJWKkZaKkZeL
        hoyAe4J0cHdoMzArMzArMzArMS4qMC4qLi0pLSwoOjo1T09KZGRfeHlziouGjpCJkZONlZeQmJqTl5uSlJiPkZaMjpOIi5CFf4V6dHtuaXBhMi
        8sMi8sMi8sMS0qLywqLSsoKyonOjo2UlFOamlmgYF+lpeTmpuXnZ+aoaOepaeho6aenKCYlpqRj5SLiI6EfYN4cXhrZWxfMi4tMi4tMS4tMCwr
        LispLCkoKSgmOjk3VVRScG9tioqIoqOgpqekqqunrrCrsrSvrrGrpKihmp+XkJWNhoyDeoB2bnRpYmhcMS4tMS4tMS4tLysrLCkpKignKCYmOj
        k4WFdWdnV0k5OSra6ssrOxtri1ury5v8G9uby3rLCqn6OdkpaPhImBd310a3FnXmRZMS0uMS0uMC0uLiorKygpKSYnJiQlOjk5W1lae3p6m5ub
        uLm4vb69wsPBxsjGy83KxMbDtLeyo6eik5eRgoeAdXtyaG5lW2FXNjIzNjIzNTIzMi4vLSorKicoJiQlOTg4WlhZenl5mpmat7e3vb69w8XDyc
        zJ0NLPyMvItrq1pKijkpaQf4R9cXduZGphV11TOzc4Ozc4OjY3NTEyMC0uKygpJiQlOTc4WVdYeHh4mJiYtba1vb69xcfFzM/M1NfUzdDMuby3
        pKmjkJWPfIF6bnRrYGddU1lPQDw9QDw9Pjo7ODU2Mi8wLCkqJSMkODY3WFZXd3d3l5aXtLS0vb++xsjGz9LP2NzZ0dXQu7+6paqkj5SOeX53a3
        BoXWNaT1ZLRUFCRUFCQz9AOzg5NDEyLSorJSMkNzU2V1VWdnZ2lpWWs7Ozvb++x8rI0tXS3eHe1drVvcK9pquljpONdnt0aG1lWWBWS1JHRkJC
        RkJCREBAPDk5NDExLCkpJCIiNTQ0VFNTcnJykpGRrq6uury7xsnH09bT3+Pg19zXvsO+pquljZKMdHlzZmtjV15TSE9EQz8/Qz8/QT09OTY2MS
        4uKScmIiAfMjEwUE9ObW1si4qKp6emtLa0wsXD0dTR3+Pg2N3Yv8S+pqyljZKLdHlyZWtiVl1SR05CQDw7QDw7Pjo5NzMyLywrJyUjIB4cLy4s
        TEtJZ2dmhISCn5+er7Cuv8K/0NPP4OTf2d7ZwMW/p6yljZOLdHpxZGphVVxRRk1BPjo4Pjo4PDg2NTEvLSooJSIgHRsZLCsoR0ZEYmJgfX17l5
        eWqaqou766ztHM4OTf2t/ZwMW/p62ljZOKdHpxZGpgVFtPREw/Ozc0Ozc0OTUyMi4rKickIiAdGxkVKSgkQ0I/XFxZdnZ0kJCOo6Sht7q2zM/K
        4OTf2+Dawca/p62ljZOKdHpwY2pfU1pOQ0s9OjYyOjYyODUwMi4qKygjJCIdHRwWKiokQ0I9WlpWcnJuioqGnp+asrWvxsrD2t/Y1tvUvMK5o6
        mgiZCFcHdsYGdbUVhLQUk6OTYvOTYvNzQtMi8oLCojJSQdIB4XLCskQkI7WFhSbm5ohIR/mJmTrK+owMS81NnR0NXNt72znqWahYyAbHRnXWVX
        TlZHP0c4ODUsODUsNjQrMS8nLSsiJyYdIiEYLS0lQkI5VlZOampifn93kpSMpqmgur61ztPKytDGsrismaCUgYh7aHBiWWJTS1REPUU1
        """);
}
