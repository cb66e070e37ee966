# Makes tests/LCam.Tests/Images/PillowPictures.json, which is committed: small pictures of every kind and what
# Pillow 9.4 (Debian 12's python3-pil) makes of them by convert('RGB').
# Usage: python3 bench/pillow_pictures.py tests/LCam.Tests/Images/PillowPictures.json
import io, json, struct, zlib, base64, sys
from PIL import Image
import numpy as np
W,H=7,5
rng=np.random.RandomState(7)
rgb=rng.randint(0,256,(H,W,3)).astype('u1')
rgba=np.dstack([rgb,rng.randint(0,256,(H,W)).astype('u1')])
grey=rgb[:,:,0]; g16=(rng.randint(0,65536,(H,W))).astype('>u2')
g16small=(rng.randint(0,300,(H,W))).astype('>u2')
out={}
def add(name,data): out[name]=data
def save(name,im,fmt,**k):
    b=io.BytesIO(); im.save(b,fmt,**k); add(name,b.getvalue())
def png(bits,ctype,rows,plte=None,trns=None,extra=b'',interlace=0):
    def ch(t,d): return struct.pack('>I',len(d))+t+d+struct.pack('>I',zlib.crc32(t+d))
    raw=b''.join(b'\0'+r for r in rows)
    d=b'\x89PNG\r\n\x1a\n'+ch(b'IHDR',struct.pack('>IIBBBBB',W,H,bits,ctype,0,0,0))+extra
    if plte is not None: d+=ch(b'PLTE',plte)
    if trns is not None: d+=ch(b'tRNS',trns)
    return d+ch(b'IDAT',zlib.compress(raw))+ch(b'IEND',b'')
def pack(a,bits):
    rows=[]
    for r in a:
        s=''.join(format(int(v),'0%db'%bits) for v in r); s+='0'*(-len(s)%8)
        rows.append(bytes(int(s[i:i+8],2) for i in range(0,len(s),8)))
    return rows
for bits in (1,2,4,8):
    a=rng.randint(0,2**bits,(H,W)); add('png-grey%d.png'%bits,png(bits,0,pack(a,bits)))
    add('png-grey%d-trns.png'%bits,png(bits,0,pack(a,bits),trns=struct.pack('>H',1)))
    n=2**bits; pal=rng.randint(0,256,n*3).astype('u1').tobytes()
    add('png-palette%d.png'%bits,png(bits,3,pack(a,bits),plte=pal))
    add('png-palette%d-trns.png'%bits,png(bits,3,pack(a,bits),plte=pal,trns=bytes([0,128])[:n]))
add('png-grey16.png',png(16,0,[r.tobytes() for r in g16]))
add('png-grey16-dark.png',png(16,0,[r.tobytes() for r in g16small]))
add('png-grey16-trns.png',png(16,0,[r.tobytes() for r in g16small],trns=struct.pack('>H',1)))
add('png-grey-alpha8.png',png(8,4,[r.tobytes() for r in rgba[:,:,[0,3]]]))
ga16=rng.randint(0,65536,(H,W,2)).astype('>u2'); add('png-grey-alpha16.png',png(16,4,[r.tobytes() for r in ga16]))
add('png-rgb8.png',png(8,2,[r.tobytes() for r in rgb])); add('png-rgb8-trns.png',png(8,2,[r.tobytes() for r in rgb],trns=struct.pack('>HHH',*[int(v) for v in rgb[0,0]])))
c16=rng.randint(0,65536,(H,W,3)).astype('>u2'); add('png-rgb16.png',png(16,2,[r.tobytes() for r in c16]))
a16=rng.randint(0,65536,(H,W,4)).astype('>u2'); add('png-rgba16.png',png(16,6,[r.tobytes() for r in a16]))
add('png-rgba8.png',png(8,6,[r.tobytes() for r in rgba]))
# gif
p=Image.fromarray(rng.randint(0,4,(H,W)).astype('u1'),'P'); p.putpalette(rng.randint(0,256,12).astype('u1').tobytes()+bytes(756))
save('gif.gif',p,'GIF'); save('gif-transparent.gif',p,'GIF',transparency=2)
q=Image.fromarray(rng.randint(0,4,(H,W)).astype('u1'),'P'); q.putpalette(p.getpalette())
save('gif-animated.gif',p,'GIF',save_all=True,append_images=[q],duration=50)
save('gif-animated-transparent.gif',p,'GIF',save_all=True,append_images=[q],duration=50,transparency=1)
# gif whose first frame is smaller than its screen
b=bytearray(out['gif-transparent.gif']); b[6:10]=struct.pack('<HH',W+2,H+1); add('gif-small-frame.gif',bytes(b))
# bmp
def bmp(bits,rows,comp=0,masks=b'',pal=b'',top=False,hsize=40):
    data=b''.join(r+b'\0'*(-len(r)%4) for r in (rows if top else rows[::-1]))
    off=14+hsize+(len(masks) if hsize==40 else 0)+len(pal)
    ih=struct.pack('<IiiHHIIiiII',hsize,W,-H if top else H,1,bits,comp,len(data),0,0,len(pal)//4,0)
    if hsize>40: ih+=masks.ljust(hsize-40,b'\0'); masks=b''
    return b'BM'+struct.pack('<IHHI',off+len(data),0,0,off)+ih+masks+pal+data
v16=rng.randint(0,65536,(H,W)).astype('<u2'); v15=(v16&0x7fff)
add('bmp-555.bmp',bmp(16,[r.tobytes() for r in v15])); add('bmp-555-high-bit.bmp',bmp(16,[r.tobytes() for r in v16]))
add('bmp-555-fields.bmp',bmp(16,[r.tobytes() for r in v15],3,struct.pack('<III',0x7c00,0x3e0,0x1f)))
add('bmp-565.bmp',bmp(16,[r.tobytes() for r in v16],3,struct.pack('<III',0xf800,0x7e0,0x1f)))
bgr=rgb[:,:,::-1]; add('bmp-24.bmp',bmp(24,[r.tobytes() for r in bgr])); add('bmp-24-top.bmp',bmp(24,[r.tobytes() for r in bgr],top=True))
bgra=np.dstack([bgr,rgba[:,:,3]]); add('bmp-32.bmp',bmp(32,[r.tobytes() for r in bgra]))
add('bmp-32-fields.bmp',bmp(32,[r.tobytes() for r in bgra],3,struct.pack('<IIII',0xff0000,0xff00,0xff,0xff000000),hsize=56))
for bits in (1,4,8):
    a=rng.randint(0,2**bits,(H,W)); pal=rng.randint(0,256,(2**bits,4)).astype('u1'); pal[:,3]=0
    add('bmp-palette%d.bmp'%bits,bmp(bits,pack(a,bits),pal=pal.tobytes()))
# jpeg
big=Image.fromarray(np.array(Image.fromarray(rgb).resize((24,18),Image.BICUBIC)))
save('jpeg.jpg',big,'JPEG',quality=90); save('jpeg-444.jpg',big,'JPEG',quality=90,subsampling=0); save('jpeg-progressive.jpg',big,'JPEG',quality=90,progressive=True)
save('jpeg-grey.jpg',big.convert('L'),'JPEG',quality=90); save('jpeg-cmyk.jpg',big.convert('CMYK'),'JPEG',quality=90)
ex=Image.Exif(); ex[0x112]=6; save('jpeg-exif6.jpg',big,'JPEG',quality=90,exif=ex)
# webp
save('webp-lossless.webp',Image.fromarray(rgb),'WEBP',lossless=True); save('webp-lossless-alpha.webp',Image.fromarray(rgba),'WEBP',lossless=True,exact=True); save('webp-lossy.webp',big,'WEBP',quality=80); save('webp-lossy-alpha.webp',big.convert('RGBA'),'WEBP',quality=80)
try: save('webp-animated.webp',Image.fromarray(rgb),'WEBP',lossless=True,save_all=True,append_images=[Image.fromarray(rgb[::-1].copy())])
except Exception as e: print('webp anim',e)
out_path=sys.argv[1]
pictures=[]
for n,d in out.items():
    try:
        im=Image.open(io.BytesIO(d)); m=im.mode; c=im.convert('RGB')
        pictures.append({'name':n,'file':base64.b64encode(d).decode(),'mode':m,'rgb':base64.b64encode(c.tobytes()).decode()})
    except OSError as e: print('%s: %s'%(n,e))
open(out_path,'w').write('[\n'+',\n'.join(json.dumps(p) for p in pictures)+'\n]\n')
