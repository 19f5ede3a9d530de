"""What the interface says of itself."""

API_TITLE = "红线 接口"
API_DESCRIPTION = (
    "与网页使用同一套命令与权限范围。错误以 problem+json 返回；写请求可带 Idempotency-Key，重发不会重复登记。"
)
API_TOO_MANY = "请求太多，请在{seconds}秒后再试"
API_MISSHAPEN = "请求的格式不符合接口说明，没有保存。"
