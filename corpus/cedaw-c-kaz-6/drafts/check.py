"""usage: check.py N : checks all pieces of chunk N. Prints every problem; 'OK n of m' at the end."""
import json,re,sys,glob,collections
n=sys.argv[1]
src={p["id"]:p for p in json.load(open(f"/tmp/author/chunk-{n}.json"))}
def figs(t,lang):
    t=t.replace("\u00a0"," ").replace("\u202f"," ")
    if lang=="en": t=re.sub(r"(?<=\d),(?=\d{3}(?!\d))","",t)
    else:
        t=re.sub(r"(?<=\d) (?=\d{3}(?!\d))","",t); t=re.sub(r"(?<=\d),(?=\d)",".",t)
    return collections.Counter(re.findall(r"\d+(?:\.\d+)*",t))
done={}
for f in sorted(glob.glob(f"/tmp/author/out/{n}-*.json")):
    try: items=json.load(open(f))
    except Exception as e: print(f,"NOT JSON:",e); continue
    for it in items: done[it["id"]]=it
for i,p in src.items():
    it=done.get(i)
    if not it: continue
    for l in("ru","kk"):
        a,b=figs(p["text"],"en"),figs(it[l],l)
        if a!=b: print(i,l,"figures differ: missing",dict(a-b),"extra",dict(b-a))
        if len(it[l])<0.55*len(p["text"]): print(i,l,"suspiciously short")
    for l in("en","ru","kk"):
        q=it["questions"][l]
        if len(q)<4: print(i,l,"fewer than 4 questions")
        if len(set(q))!=len(q): print(i,l,"repeated question")
    if it["kk"] and not re.search("[әғқңөұүһіӘҒҚҢӨҰҮІ]",it["kk"]): print(i,"kk looks not Kazakh")
print("OK",len([i for i in src if i in done]),"of",len(src),"missing:",[i for i in src if i not in done][:10])
