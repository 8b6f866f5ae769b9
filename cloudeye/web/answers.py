"""Short answers in the place of what was asked for: a page for a person, one sentence of JSON for a program."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from cloudeye.access.viewer import Viewer

Words = tuple[str, str]
WRONG_HOST: Words = ("不能用这个地址访问", "请用管理员给出的网址打开。管理员可把这个主机名加入 CLOUDEYE_HOSTS 后重新启动服务。")
UNKNOWN: Words = ("没有这个页面", "网址可能写错了，或这一页已经改名。请从首页进入。")
SIGN_IN_FIRST: Words = ("请先登录", "还没有登录，或登录已经结束。请登录后再试。")
REFUSED: Words = ("没有权限", "您的角色不能打开这一页。如工作需要，请联系安全管理员调整角色。")
FOREIGN_ORIGIN: Words = ("已拒绝这次提交", "这次提交不是从本系统的页面发出的，没有执行。请从本系统的页面重新操作。")
STALE_FORM: Words = ("页面已过期", "这张表单属于先前的登录，没有执行。请刷新页面后重新提交。")
NOT_A_FORM: Words = ("已拒绝这次提交", "提交的内容不是表单，没有执行。请从本系统的页面重新操作。")
TOO_LARGE: Words = ("提交的内容过长", "内容超过了表单允许的大小，没有执行。请缩短后重新提交。")
NO_DEMO: Words = ("没有演示账号", "这里不提供演示账号。请用本人的账号登录。")
NO_SETUP: Words = ("链接无效", "首次设置的链接不正确、已经用过或已过期。请重新启动服务，使用新打印的链接。")
NO_DISPLAY: Words = ("大屏链接无效", "这条大屏链接不正确或已停用。请向系统管理员索取新的链接。")
FAILED: Words = ("出错了", "这一步暂时不能完成。请稍后重试；如仍出现，请把出现的时间告诉管理员，原因已记入服务日志。")


def notice(request: Request, status: int, words: Words, *, viewer: Viewer | None = None) -> Response:
    """A title and a sentence; with ``viewer`` also who is signed in and a way to sign in as somebody else."""
    from cloudeye.web.entrance.rendering import rendered  # which itself answers with a notice when a form is wrong

    if "text/html" not in request.headers.get("accept", ""):
        return JSONResponse({"error": words[1]}, status)
    return rendered(request, "notice", status=status, title=words[0], sentence=words[1], viewer=viewer)
