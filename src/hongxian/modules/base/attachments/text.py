"""What attachments say to users."""

LIST = "、"
FAMILIES = {"image": "图片", "audio": "录音"}
OTHER_FILES = (
    (b"%PDF", "PDF 文件"),
    (b"PK\x03\x04", "压缩包或 Office 文件"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文件"),
    (b"MZ", "Windows 程序"),
    (b"\x7fELF", "程序"),
    (b"GIF8", "GIF 动图"),
    (b"BM", "BMP 图片"),
    (b"II*\x00", "TIFF 图片"),
    (b"MM\x00*", "TIFF 图片"),
    (b"<", "网页或 SVG 文件"),
    (b"ID3", "MP3 录音"),
    (b"\xff\xfb", "MP3 录音"),
)
UNKNOWN_FILE = "无法识别的文件"

EMPTY = "文件是空的，没有保存。请重新选择。"
TOO_LARGE = "文件有 {found:.1f} MB，超过 {most} MB 的上限，没有保存。请调低拍摄尺寸或录短一些再传。"
IS_SOUND = "应为{kind}，收到的却是录音（{found}）。请选择图片文件。"
NO_SOUND = "应为录音（webm、ogg、m4a、wav、amr），收到的是{found}。请选择录音文件。"
NO_PICTURE = "应为 JPEG、PNG 或 WebP 图片，收到的是{found}。请选择原图；仅仅改了扩展名的文件不能接收。"
RENAMED = "文件名为“{name}”，内容却是{found}，名实不符，没有保存。请选择未改名的原文件。"
HEIC = (
    "这是 HEIC 格式的照片，很多电脑打不开，没有保存。苹果手机：设置—相机—格式，选“兼容性最佳”后重拍；"
    "安卓手机：相机设置中关闭“高效图片格式（HEIF）”；已拍的照片请另存为 JPEG 后再传。"
)
TOO_MANY_PIXELS = "图片为 {width}×{height}，超过 {most} 百万像素的上限，没有保存。请调低拍摄尺寸后再传。"
BOMB = "图片声称的尺寸大得不合情理，超过 {most} 百万像素的上限，为防止系统受损没有打开，也没有保存。"
SOUND_UNREADABLE = (
    "录音文件不完整，或者带有逐秒的位置等信息，没有保存：听录音的人不应由此知道录音地点。"
    "请用手机自带的录音机重新录，或者转成 wav 再传。"
)
SOUND_NOT_SHOWN = "这段录音的附加信息（位置、设备等）无法清除，不能播放；有权调取原件的人可以调取。"
DAMAGED = "图片不完整或已损坏，没有保存。请重新拍摄，或重新从手机取出原图。"
SIGNATURE_IS_PNG = "手写签名须为 PNG 图片，没有保存。"
TOO_MANY = "该对象的附件已达 {most} 个的上限，没有保存。请先撤回用不着的附件。"
KEY_TAKEN = "该编号已用于另一个附件，没有保存。请换一个新编号重传。"
KIND_NOT_TAKEN = "{subject}不接收这类附件，可以上传：{kinds}。"
HALF_A_PLACE = "经度和纬度须同时填写，或都不填。"
NO_LONGITUDE = "经度应在 -180 至 180 之间，收到的是 {found}。"
NO_LATITUDE = "纬度应在 -90 至 90 之间，收到的是 {found}。"
NO_ACCURACY = "定位精度应为 0 至 1000000 米，收到的是 {found}。"
REASON_NEEDED = "请写明理由。"
REASON_TOO_LONG = "理由最多 300 字，现有 {found} 字。"
ERASED = "该附件的内容已依法擦除，没有原件可取。"
NOTHING_CHOSEN = "请选择至少一个文件。"
FILE_SAYS = "“{name}”：{said}"
MOST_AT_ONCE = "一次最多上传 {most} 个文件，您选了 {found} 个。"

TOO_MANY_UPLOADS = "您有 {most} 个上传还没有完成，请先传完；没有传完的到期自动清除。"
OTHER_UPLOAD = "该编号已用于另一个上传，内容或去向不同。请换一个新编号重传。"
NO_UPLOAD = "没有找到该上传，或者它已过期清除。请重新开始上传。"
BAD_CHUNK = "每次须传 1 字节至 {most} MB。"
GAP = "本段从第 {offset} 字节开始，而目前收到 {arrived} 字节。请从第 {arrived} 字节继续。"
BEYOND_END = "本段到第 {end} 字节，超过开始时声明的 {size} 字节。"
OTHER_BYTES = "本段与此前收到的内容不同。请换一个新编号重新上传。"
INCOMPLETE = "目前收到 {arrived} 字节，共 {size} 字节，还没有传完。"
OTHER_HASH = "收到的内容与开始时声明的 SHA-256 不符，已全部丢弃。请重新上传。"

ATTACHED = "已上传 {count} 个附件。"
WITHDRAWN = "附件已撤回。"
ERASED_NOW = "附件内容已擦除。"
ALT = "{kind}：{who} {when} 上传"
FILES_HELP = "JPEG、PNG、WebP 图片{sound}，每个不超过 {largest} MB；请勿上传涉密内容。"
AND_SOUND = "，或录音"
ORIGINAL = "原件-{key}.{ending}"
